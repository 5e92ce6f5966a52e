package dev.lamina.zoo.applications;

import java.net.URI;

/**
 * A file of weights that Keras publishes: fetch it with {@code KerasCache.fetch} of the backend, and load it into the compiled model
 * with {@code loadWeights}.
 *
 * @param from where it is
 * @param md5 its checksum in hexadecimal; empty where Keras knows none
 */
public record PublishedWeights(URI from, String md5) {
    private static final String BASE = "https://storage.googleapis.com/tensorflow/keras-applications/";

    static PublishedWeights of(String path, String md5) {
        return new PublishedWeights(URI.create(BASE + path), md5);
    }

    /** The files of most networks: one with the top and one without. */
    static PublishedWeights of(String network, boolean includeTop, String md5, String md5WithoutTop) {
        String folder = network.equals("resnet50") ? "resnet" : network;
        String file = network + "_weights_tf_dim_ordering_tf_kernels" + (includeTop ? "" : "_notop") + ".h5";
        return of(folder + "/" + file, includeTop ? md5 : md5WithoutTop);
    }
}
