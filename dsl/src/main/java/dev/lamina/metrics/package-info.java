/** What training and evaluation report. */
@NullMarked
package dev.lamina.metrics;

import org.jspecify.annotations.NullMarked;
