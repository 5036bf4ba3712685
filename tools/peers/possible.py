"""Says who may have answered what, given what was published: a line of JSON each, by CP-SAT.

A line has the number of people, what is known of some (`[person, band]`), whom to ask about
and what was told: of whom, and the pairs of unhappy and happy counts that would have been
told so. The answer has, for each of those asked about, whether each band is possible.
"""

import json
import sys

from ortools.sat.python import cp_model

BANDS = range(3)


def possible(case):
    model = cp_model.CpModel()
    said = [[model.new_bool_var("") for _ in BANDS] for _ in range(case["people"])]
    for bands in said:
        model.add_exactly_one(bands)
    for person, band in case["known"]:
        model.add(said[person][band] == 1)
    for told in case["told"]:
        ends = [model.new_int_var(0, len(told["of"]), "") for _ in range(2)]
        for end, band in zip(ends, (0, 2)):
            model.add(end == sum(said[person][band] for person in told["of"]))
        model.add_allowed_assignments(ends, [tuple(pair) for pair in told["pairs"]])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    answer = {str(person): [False] * 3 for person in case["strangers"]}
    for person in case["strangers"]:
        for band in BANDS:
            if answer[str(person)][band]:
                continue
            model.clear_assumptions()
            supposed = model.clone()
            supposed.add_bool_or([said[person][band]])
            if solver.solve(supposed) == cp_model.OPTIMAL:
                # One way in which all of it fits shows what everyone may have said.
                for other in case["strangers"]:
                    for its in BANDS:
                        if solver.boolean_value(said[other][its]):
                            answer[str(other)][its] = True
    return answer


for line in sys.stdin:
    print(json.dumps(possible(json.loads(line))), flush=True)
