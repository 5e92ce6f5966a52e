package consumer;

import dev.lamina.Shape;
import org.tensorflow.TensorFlow;

/** Uses the published jars from the module path. */
public final class Consumer {

    public static void main(String[] args) {
        System.out.println("module path: " + Shape.of(28, 28, 1) + " of " + Shape.class.getModule().getName()
                + ", TensorFlow " + TensorFlow.version());
    }
}
