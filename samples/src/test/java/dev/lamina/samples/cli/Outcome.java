package dev.lamina.samples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What running the command line in this process did.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Outcome(int status, String out, String err) {
    static Outcome of(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(arguments[i]);
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.execute(new PrintWriter(out), new PrintWriter(err), texts);
        return new Outcome(status, out.toString(), err.toString());
    }
}
