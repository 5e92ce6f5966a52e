package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.function.Function;

/**
 * A learning rate that changes from step to step; computed on the host, and fed. Source: {@code
 * keras.optimizers.schedules.LearningRateSchedule}.
 */
public abstract class Schedule extends Configured<Schedule> implements LearningRate {
    private static final Schema.Home HOME = new Schema.Home("keras.optimizers.schedules", null);

    protected Schedule(Schema<Schedule> schema, Config config) {
        super(schema, config);
    }

    static Schema<Schedule> schema(String className, String name, Function<Config, Schedule> constructor) {
        Schema<Schedule> schema = Schema.of(Schedule.class, className, HOME, constructor);
        schema.add(Fields.string("name").orElse(name));
        return schema;
    }
}
