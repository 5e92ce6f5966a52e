/** The image classifiers of {@code keras.applications}, layer for layer and name for name as Keras builds them. */
@NullMarked
package dev.lamina.zoo.applications;

import org.jspecify.annotations.NullMarked;
