package dev.lamina.layers;

import dev.lamina.Layer;
import dev.lamina.Model;
import java.util.List;

/** Makes layers for sequences, texts, categories and numbers; {@link Layers} has them too. */
public abstract class SequenceLayers extends ConvolutionLayers {
    SequenceLayers() {}

    // Recurrent

    /** See {@link SimpleRNN}. */
    public static SimpleRNN simpleRnn(int units) {
        return SimpleRNN.of(units);
    }

    /** See {@link GRU}. */
    public static GRU gru(int units) {
        return GRU.of(units);
    }

    /** See {@link LSTM}. */
    public static LSTM lstm(int units) {
        return LSTM.of(units);
    }

    /** See {@link RNN}. */
    public static RNN rnn(RnnCell cell) {
        return RNN.of(cell);
    }

    /** See {@link ConvLSTM1D}. */
    public static ConvLSTM1D convLstm1d(int filters, int kernelSize) {
        return ConvLSTM1D.of(filters, kernelSize);
    }

    /** See {@link ConvLSTM2D}; the kernel has one size for both axes, or height and width. */
    public static ConvLSTM2D convLstm2d(int filters, int... kernelSize) {
        return ConvLSTM2D.of(filters, kernelSize);
    }

    /** See {@link ConvLSTM3D}; the kernel has one size for all axes, or depth, height and width. */
    public static ConvLSTM3D convLstm3d(int filters, int... kernelSize) {
        return ConvLSTM3D.of(filters, kernelSize);
    }

    /** See {@link SimpleRNNCell}. */
    public static SimpleRNNCell simpleRnnCell(int units) {
        return SimpleRNNCell.of(units);
    }

    /** See {@link GRUCell}. */
    public static GRUCell gruCell(int units) {
        return GRUCell.of(units);
    }

    /** See {@link LSTMCell}. */
    public static LSTMCell lstmCell(int units) {
        return LSTMCell.of(units);
    }

    /** See {@link StackedRNNCells}. */
    public static StackedRNNCells stackedRnnCells(RnnCell... cells) {
        return StackedRNNCells.of(List.of(cells));
    }

    /** See {@link Bidirectional}. */
    public static Bidirectional bidirectional(Layer<?> layer) {
        return Bidirectional.of(layer);
    }

    /** See {@link TimeDistributed}. */
    public static TimeDistributed timeDistributed(Layer<?> layer) {
        return TimeDistributed.of(layer);
    }

    /** See {@link TimeDistributed}. */
    public static TimeDistributed timeDistributed(Model model) {
        return TimeDistributed.of(model);
    }

    // Attention

    /** See {@link Attention}. */
    public static Attention attention() {
        return Attention.of();
    }

    /** See {@link AdditiveAttention}. */
    public static AdditiveAttention additiveAttention() {
        return AdditiveAttention.of();
    }

    /** See {@link MultiHeadAttention}. */
    public static MultiHeadAttention multiHeadAttention(int numHeads, int keyDim) {
        return MultiHeadAttention.of(numHeads, keyDim);
    }

    /** See {@link GroupedQueryAttention}. */
    public static GroupedQueryAttention groupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
        return GroupedQueryAttention.of(headDim, numQueryHeads, numKeyValueHeads);
    }

    // Preprocessing

    /** See {@link Rescaling}; one factor for all, or one for each channel. */
    public static Rescaling rescaling(double... scale) {
        return Rescaling.of(scale);
    }

    /** See {@link Normalization}. */
    public static Normalization normalization() {
        return Normalization.of();
    }

    /** See {@link Discretization}; the numbers between the bins, none where they are to be learned. */
    public static Discretization discretization(double... binBoundaries) {
        return Discretization.of(binBoundaries);
    }

    /** See {@link CategoryEncoding}. */
    public static CategoryEncoding categoryEncoding(int numTokens) {
        return CategoryEncoding.of(numTokens);
    }

    /** See {@link Hashing}. */
    public static Hashing hashing(int numBins) {
        return Hashing.of(numBins);
    }

    /** See {@link HashedCrossing}. */
    public static HashedCrossing hashedCrossing(int numBins) {
        return HashedCrossing.of(numBins);
    }

    /** See {@link StringLookup}. */
    public static StringLookup stringLookup() {
        return StringLookup.of();
    }

    /** See {@link IntegerLookup}. */
    public static IntegerLookup integerLookup() {
        return IntegerLookup.of();
    }

    /** See {@link TextVectorization}. */
    public static TextVectorization textVectorization() {
        return TextVectorization.of();
    }
}
