"""A model of every family of keras.applications, built narrow and with random weights, as the files that Keras writes.

Each function of CASES builds one; `write` saves it as fromkeras.py saves the golden models.
"""
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import numpy as np

from quiet_keras import keras
from record import run
from store import write_arrays
from keras.src.applications import (convnext, densenet, efficientnet, efficientnet_v2, inception_resnet_v2, inception_v3,
                                    mobilenet, mobilenet_v2, mobilenet_v3, nasnet, resnet, resnet_v2, vgg16, vgg19,
                                    xception)

COMMON = {"weights": None, "classes": 5}


def narrowed(module, build, divisor: int = 16):
    """What `build` makes while the convolutions and dense layers that `module` names have fewer channels."""
    def fixed(kwargs):  # the classes, and what must have the channels of a tensor that it is added to
        return kwargs.get("name") == "predictions" or kwargs.get("use_bias") is True

    def narrow(layer):
        def made(*args, **kwargs):
            for key in ("filters", "units"):
                if key in kwargs and not fixed(kwargs):
                    kwargs[key] = max(2, kwargs[key] // divisor)
            if args and not fixed(kwargs):
                args = (max(2, args[0] // divisor), *args[1:])
            return layer(*args, **kwargs)
        return made

    names = {name: getattr(keras.layers, name) for name in dir(keras.layers) if not name.startswith("_")}
    names |= {name: narrow(names[name]) for name in ("Conv2D", "SeparableConv2D", "Dense")}
    with mock.patch.object(module, "layers", SimpleNamespace(**names)):
        return build()


def vgg16_model():
    return narrowed(vgg16, lambda: vgg16.VGG16(input_shape=(32, 32, 3), **COMMON))


def vgg19_model():
    return narrowed(vgg19, lambda: vgg19.VGG19(input_shape=(32, 32, 3), **COMMON))


def xception_model():
    return narrowed(xception, lambda: xception.Xception(input_shape=(71, 71, 3), **COMMON))


def inception_v3_model():
    return narrowed(inception_v3, lambda: inception_v3.InceptionV3(input_shape=(75, 75, 3), **COMMON))


def inception_resnet_v2_model():
    return narrowed(inception_resnet_v2, lambda: inception_resnet_v2.InceptionResNetV2(
        input_shape=(75, 75, 3), include_top=False, pooling="avg", weights=None))


def resnet_model():
    def stack(x):
        x = resnet.stack_residual_blocks_v1(x, 4, 2, stride1=1, name="conv2")
        return resnet.stack_residual_blocks_v1(x, 8, 2, name="conv3")
    return resnet.ResNet(stack, False, True, input_shape=(32, 32, 3), weights_name="small", **COMMON)


def resnet_v2_model():
    def stack(x):
        x = resnet.stack_residual_blocks_v2(x, 4, 2, name="conv2")
        return resnet.stack_residual_blocks_v2(x, 8, 2, stride1=1, name="conv3")
    return resnet.ResNet(stack, True, True, input_shape=(32, 32, 3), weights_name="small", **COMMON)


def densenet_model():
    return densenet.DenseNet([2, 2, 1, 1], input_shape=(32, 32, 3), **COMMON)


def mobilenet_model():
    return mobilenet.MobileNet(alpha=0.25, input_shape=(32, 32, 3), **COMMON)


def mobilenet_v2_model():
    return mobilenet_v2.MobileNetV2(alpha=0.1, input_shape=(32, 32, 3), **COMMON)


def mobilenet_v3_small_model():
    return mobilenet_v3.MobileNetV3Small(alpha=0.25, input_shape=(32, 32, 3), **COMMON)


def mobilenet_v3_minimalistic_model():
    return mobilenet_v3.MobileNetV3Large(alpha=0.25, minimalistic=True, input_shape=(32, 32, 3), **COMMON)


def efficientnet_model():
    return efficientnet.EfficientNet(0.1, 0.1, 32, input_shape=(32, 32, 3), **COMMON)


def efficientnet_v2_model():
    return efficientnet_v2.EfficientNetV2(0.1, 0.1, 32, name="efficientnetv2-b0", input_shape=(32, 32, 3), **COMMON)


def nasnet_model():
    return nasnet.NASNet(penultimate_filters=96, num_blocks=1, stem_block_filters=4, skip_reduction=False,
                         input_shape=(32, 32, 3), weights=None, classes=5, default_size=32)


def convnext_model():
    return convnext.ConvNeXt(depths=[1, 1, 2, 1], projection_dims=[4, 8, 12, 16], input_shape=(32, 32, 3), **COMMON)


CASES = [build for name, build in sorted(globals().items()) if name.endswith("_model")]


def write(build, folder: Path) -> None:
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(1)
    model = build()
    random = np.random.default_rng(2)
    model.set_weights([value(weight, random) for weight in model.weights])
    x = random.uniform(0, 255 if "net_v" in build.__name__ else 1, (2, *model.input_shape[1:])).astype("float32")
    folder.mkdir(parents=True)
    model.save(folder / "model.keras")
    outputs = run(model, [x], training=False)
    write_arrays(folder / "arrays.npz", {"input_0": x, "output_0": outputs[0]})


def value(weight, random):
    """Statistics that are not those of a fresh layer, so that each is seen to be used."""
    noise = random.uniform(-0.1, 0.1, weight.shape)
    return (np.asarray(weight) + (np.abs(noise) if "variance" in weight.name else noise)).astype(weight.dtype)
