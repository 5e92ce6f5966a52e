package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.json.FunctionalReader.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The order in which calls can be made: each behind those it takes tensors of, and the calls of one layer one after the other.
 * Documents list layers in any order.
 */
final class CallOrder {
    /** Something to do with a call. */
    interface Action {
        void on(Member member, int index);
    }

    private record Call(Member member, int index) {}

    private final Map<String, Member> members;
    private final Place place;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Member, Integer> firsts = new IdentityHashMap<>();

    /** For each call, the calls that wait for it. */
    private final List<List<Integer>> waiting = new ArrayList<>();

    /** For each call, how many it waits for. */
    private final int[] missing;

    CallOrder(Map<String, Member> members, Place place) {
        this.members = members;
        this.place = place;
        for (Member member : members.values()) {
            firsts.put(member, calls.size());
            for (int i = 0; i < member.callCount(); i++) {
                calls.add(new Call(member, i));
                waiting.add(new ArrayList<>());
            }
        }
        missing = new int[calls.size()];
        for (int i = 0; i < calls.size(); i++) {
            depend(i);
        }
    }

    private void depend(int call) {
        Member member = calls.get(call).member;
        int index = calls.get(call).index;
        if (index > 0) {
            await(call, call - 1);
        }
        History.forEach(member.call(index), member.callPlace(index), history -> {
            Member source = FunctionalReader.member(members, history);
            boolean exists = history.call() >= 0 && history.call() < source.callCount();
            if (exists) { // the replay says what is wrong where it does not
                await(call, Objects.requireNonNull(firsts.get(source)) + history.call());
            }
        });
    }

    private void await(int call, int earlier) {
        waiting.get(earlier).add(call);
        missing[call]++;
    }

    /** Takes each call once; refuses calls that wait for each other. */
    void forEach(Action action) {
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        int done = 0;
        while (!ready.isEmpty()) {
            int call = ready.remove();
            action.on(calls.get(call).member, calls.get(call).index);
            done++;
            for (int later : waiting.get(call)) {
                if (--missing[later] == 0) {
                    ready.add(later);
                }
            }
        }
        if (done < calls.size()) {
            throw place.at("layers")
                    .error("the calls of " + stuck() + " wait for each other: the graph has a loop", "");
        }
    }

    private String stuck() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] > 0 && !names.contains(calls.get(i).member.name()) && names.size() < 6) {
                names.add(calls.get(i).member.name());
            }
        }
        return names.stream().limit(5).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                + (names.size() > 5 ? ", …" : "");
    }
}
