package dev.lamina.json;

import java.util.Locale;
import java.util.Map;

/** The names that Keras takes for one class or activation. */
final class ClassNames {
    /** Older or shorter names that Keras reads too, both sides as {@link #plain} makes them. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("avgpool1d", "averagepooling1d"),
            Map.entry("avgpool2d", "averagepooling2d"),
            Map.entry("avgpool3d", "averagepooling3d"),
            Map.entry("convolution1d", "conv1d"),
            Map.entry("convolution1dtranspose", "conv1dtranspose"),
            Map.entry("convolution2d", "conv2d"),
            Map.entry("convolution2dtranspose", "conv2dtranspose"),
            Map.entry("convolution3d", "conv3d"),
            Map.entry("convolution3dtranspose", "conv3dtranspose"),
            Map.entry("globalavgpool1d", "globalaveragepooling1d"),
            Map.entry("globalavgpool2d", "globalaveragepooling2d"),
            Map.entry("globalavgpool3d", "globalaveragepooling3d"),
            Map.entry("globalmaxpool1d", "globalmaxpooling1d"),
            Map.entry("globalmaxpool2d", "globalmaxpooling2d"),
            Map.entry("globalmaxpool3d", "globalmaxpooling3d"),
            Map.entry("groupedqueryattention", "groupqueryattention"),
            Map.entry("hardswish", "hardsilu"),
            Map.entry("identityinitializer", "identity"),
            Map.entry("maxpool1d", "maxpooling1d"),
            Map.entry("maxpool2d", "maxpooling2d"),
            Map.entry("maxpool3d", "maxpooling3d"),
            Map.entry("normal", "randomnormal"),
            Map.entry("one", "ones"),
            Map.entry("orthogonalinitializer", "orthogonal"),
            Map.entry("separableconvolution1d", "separableconv1d"),
            Map.entry("separableconvolution2d", "separableconv2d"),
            Map.entry("stftinitializer", "stft"),
            Map.entry("swish", "silu"),
            Map.entry("uniform", "randomuniform"),
            Map.entry("zero", "zeros"));

    private ClassNames() {}

    static String canonical(String name) {
        String plain = plain(name);
        return ALIASES.getOrDefault(plain, plain);
    }

    /** What {@code glorot_uniform} and {@code GlorotUniform} have in common. */
    static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
