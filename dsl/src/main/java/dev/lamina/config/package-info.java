/** How configured objects describe themselves, once for reading, writing and checking. */
@NullMarked
package dev.lamina.config;

import org.jspecify.annotations.NullMarked;
