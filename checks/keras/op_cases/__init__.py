"""The op table, and the classes of keras.ops it leaves out on purpose."""
from . import binary, elementwise, image, linear, reduction, shaping

CASES = [case for module in (elementwise, binary, reduction, shaping, linear, image) for case in module.CASES]

LEFT_OUT = {
    "takes Python functions": """core.Map core.Scan core.AssociativeScan core.Switch core.WhileLoop core.ForiLoop
        core.Cond core.VectorizedMap""",
    "complex numbers": """math.FFT math.FFT2 math.IFFT2 math.RFFT math.IRFFT math.STFT math.ISTFT math.ViewAsComplex
        math.ViewAsReal nn.Polar numpy.Angle numpy.Imag""",
    "result depends on the data in shape or kind": "numpy.Unique numpy.Histogram numpy.Argpartition numpy.View",
    "values are not defined": "numpy.EmptyLike",
    "rare, and outside the families of this table": """nn.CTCLoss nn.CTCDecode nn.Fold nn.Unfold numpy.Slogdet
        numpy.Nanpercentile numpy.Nanquantile""",
    "its call swaps padding and output_padding (Keras 3.15); the layer cases hold the numbers": "nn.ConvTranspose",
    "abstract": "math.SegmentReduction",
    "not declared yet": "image.CropImages image.PadImages image.ExtractPatches image.SSIM image.SobelEdges",
}
