"""The op table, and the classes of keras.ops it leaves out on purpose."""
from . import binary, elementwise, image, linear, matrices, networks, patches, reduction, shaping, signals

CASES = [case for module in (elementwise, binary, reduction, shaping, linear, image, networks, matrices, signals,
                          patches)
         for case in module.CASES]

LEFT_OUT = {
    "takes Python functions": """linalg.JVP core.Map core.Scan core.AssociativeScan core.Switch core.WhileLoop
        core.ForiLoop core.Cond core.VectorizedMap""",
    "complex numbers in one tensor": "math.ViewAsComplex math.ViewAsReal linalg.Eig nn.Polar",
    "its call asks the backend for a function that it lacks (Keras 3.15)": "numpy.Histogram",
    "takes integers for what may be floats, and leaves the order open": "numpy.Argpartition",
    "values are not defined": "numpy.EmptyLike",
    "its call swaps padding and output_padding (Keras 3.15); the layer cases hold the numbers": "nn.ConvTranspose",
    "abstract": "math.SegmentReduction",
}
