package dev.lamina.errors;

import java.util.List;

/** Tensors whose shapes or element types do not fit the layer or op they were given to. */
public final class ShapeException extends LaminaException {
    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String problem;
    private final List<String> inputs;
    private final String differs;
    private final String remedy;

    private ShapeException(String subject, String problem, List<String> inputs, String differs, String remedy) {
        super(text(subject, problem, inputs, differs, remedy));
        this.subject = subject;
        this.problem = problem;
        this.inputs = inputs;
        this.differs = differs;
        this.remedy = remedy;
    }

    /**
     * A violated rule, for an op or layer to throw; whoever called it says {@link #at where}.
     *
     * @param problem what cannot be done, such as "cannot join its inputs on axis 3"
     */
    public static ShapeException because(String problem) {
        return new ShapeException("", problem, List.of(), "", "");
    }

    /** This exception with what differs, such as "axis 1: 28 is not 27". */
    public ShapeException differs(String facts) {
        return new ShapeException(subject, problem, inputs, facts, remedy);
    }

    /** This exception with what to try. */
    public ShapeException remedy(String advice) {
        return new ShapeException(subject, problem, inputs, differs, advice);
    }

    /**
     * This exception as seen by whoever wrote the call.
     *
     * @param callee the layer or op, such as {@code concatenate "skip_2"}
     * @param given a description of each input
     */
    public ShapeException at(String callee, List<String> given) {
        ShapeException result = new ShapeException(callee, problem, List.copyOf(given), differs, remedy);
        result.setStackTrace(getStackTrace());
        return result;
    }

    private static String text(String subject, String problem, List<String> inputs, String differs, String remedy) {
        Facts facts = Facts.of(subject.isEmpty() ? problem : subject + " " + problem);
        for (int i = 0; i < inputs.size(); i++) {
            facts = facts.and("input " + i, inputs.get(i));
        }
        return facts.and("differs", differs).and("try", remedy).toString();
    }

    /** The layer or op that refused its inputs; empty where none is known. */
    public String subject() {
        return subject;
    }

    /** What cannot be done. */
    public String problem() {
        return problem;
    }

    /** A description of each input: what made it, and its shape. */
    public List<String> inputs() {
        return inputs;
    }
}
