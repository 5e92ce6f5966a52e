package dev.lamina.samples

/** Placeholder until the command line arrives. */
internal fun greeting(): String = "Lamina"
