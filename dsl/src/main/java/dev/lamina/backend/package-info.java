/** What runs models, as those see it who describe them and do not know who does. */
@NullMarked
package dev.lamina.backend;

import org.jspecify.annotations.NullMarked;
