package dev.lamina.layers;

import dev.lamina.Shape;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import java.util.ArrayList;
import java.util.List;

/**
 * A projection of the last axes of a tensor to others, as an equation.
 *
 * @param shape the shape of the output without the batch
 * @param biasAxes the letters of the new axes
 */
record Projection(String equation, List<Integer> shape, String biasAxes, Activation activation) {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    /**
     * A projection.
     *
     * @param free how many axes stay, the batch included
     * @param bound how many axes are summed over
     * @param sizes of the axes that take their place
     */
    static Projection of(int free, int bound, List<Integer> sizes) {
        String kept = LETTERS.substring(0, free);
        String summed = LETTERS.substring(free, free + bound);
        String made = LETTERS.substring(free + bound, free + bound + sizes.size());
        List<Integer> shape = new ArrayList<>();
        for (int i = 1; i < free; i++) {
            shape.add(Shape.UNKNOWN);
        }
        shape.addAll(sizes);
        String equation = kept + summed + "," + summed + made + "->" + kept + made;
        return new Projection(equation, List.copyOf(shape), made, Activations.LINEAR);
    }

    Projection activation(Activation changed) {
        return new Projection(equation, shape, biasAxes, changed);
    }
}
