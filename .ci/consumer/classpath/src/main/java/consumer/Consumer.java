package consumer;

import dev.lamina.Shape;
import org.tensorflow.TensorFlow;

/** Uses the published jars from the class path. */
public final class Consumer {

    public static void main(String[] args) {
        System.out.println("class path: " + Shape.of(28, 28, 1) + ", TensorFlow " + TensorFlow.version());
    }
}
