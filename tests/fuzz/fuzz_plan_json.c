/* SPDX-License-Identifier: EUPL-1.2 */
/* Plan problems: what is read is sound, and what is solved obeys the referee. */
#include "engine/plan_check.h"
#include "engine/plan_solve.h"
#include "exchange/plan_json.h"
#include "fuzz.h"

enum { NODES = 20, MODULES_SOLVED_MAX = 30 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct plan_limits limits = {.nodes_max = NODES};
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct plan_file f;
    struct plan_result r;

    MUST(a != NULL);
    if (plan_json_read(&ctx, fuzz_slice(data, size), &f) == OK) {
        MUST(plan_problem_is_sound(&f.problem));
        if (f.problem.modules_len <= MODULES_SOLVED_MAX &&
            plan_solve(a, &f.problem, &limits, &r) == OK) {
            struct text t = text_init(a, 1 << 24);
            struct slice out;

            plan_json_write(&t, &f, &r, 0);
            MUST(text_end(&t, &out) == OK);
        }
    } else {
        MUST(ctx.failure.message[0] != '\0');
    }
    arena_close(a);
    return 0;
}
