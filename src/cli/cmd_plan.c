/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus plan: a person's curriculum; plan solve: any plan problem (cmd_plan_solve.c). */
#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "cli/cmd_plan_department.h"
#include "cli/cmd_plan_solve.h"
#include "cli/command.h"
#include "cli/person.h"
#include "service/learning_service.h"

enum { OUTPUT_BYTES_MAX = 16 << 20 };

static const char *const QUALITY_CODES[] = {"best", "within", "unknown"};
static const char *const ROLE_CODES[] = {"closes_gap", "prepares", "follows_up", "kept"};
static const char *const OBSTACLE_CODES[OBSTACLES] = {
    "none", "no_offer", "wishes", "prerequisites", "dates", "weekly_time", "budget", "trade_off"};

static struct slice
competence_code(const struct snapshot *snap, struct competence_id id)
{
    const struct competence *c = snap->catalogue->framework->by_id[id.n];

    return c ? c->code : SLICE("?");
}

static void
print_entry(const struct snapshot *snap, const struct curriculum_entry *e, struct text *out)
{
    text_printf(out, "weeks %2d-%-2d  ", e->start_week + 1, e->end_week + 1);
    day_put_german(out, e->first);
    text_printf(out, "  %.*s  ", SLICE_ARG(e->module->title));
    cents_put(out, e->price, true);
    for (int i = 0; i < e->steps_len; i++)
        text_printf(out, "  %.*s %d->%d", SLICE_ARG(competence_code(snap, e->steps[i].competence)),
                    e->steps[i].from, e->steps[i].to);
    text_putc(out, '\n');
}

static const char *const DEMAND_CODES[WHY_DEMANDS] = {"weekly_time", "budget",  "latest_end",
                                                      "half_days",   "formats", "distance"};

static void
print_why(const struct snapshot *snap, const struct curriculum *p, const struct curriculum_why *why,
          struct text *out)
{
    if (why->goal == WHY_ALL)
        text_puts(out, "all of these");
    else
        text_put(out, competence_code(snap, p->goals[why->goal].gap.competence));
    text_puts(out, why->is_pair ? " would be possible with both of:"
                                : " would be possible with one of:");
    for (int i = 0; i < why->reliefs_len; i++)
        text_printf(out, " %s%+d", DEMAND_CODES[why->reliefs[i].demand], why->reliefs[i].amount);
    text_putc(out, '\n');
}

static void
print_people(const struct snapshot *snap, const struct curriculum *p, struct text *out)
{
    for (int i = 0; i < p->entries_len; i++)
        print_entry(snap, &p->entries[i], out);
    text_printf(out, "\n%d blocks, %d h, ", p->entries_len, (p->minutes + 59) / 60);
    cents_put(out, p->price, true);
    text_printf(out, ", %d of %d gaps closed, quality: %s", p->goals_closed, p->goals_open,
                QUALITY_CODES[p->quality]);
    if (p->quality == QUALITY_WITHIN)
        text_printf(out, " %d %%", p->gap_percent);
    text_putc(out, '\n');
    for (int i = 0; i < p->goals_len; i++) {
        const struct curriculum_goal *g = &p->goals[i];

        if (g->obstacle != OBSTACLE_NONE)
            text_printf(out, "not reached: %.*s level %d (%d reached): %s\n",
                        SLICE_ARG(competence_code(snap, g->gap.competence)), g->gap.needed,
                        g->reached, OBSTACLE_CODES[g->obstacle]);
    }
    for (int i = 0; i < p->whys_len; i++)
        print_why(snap, p, &p->whys[i], out);
}

static void
json_entry(struct json_write *w, const struct snapshot *snap, const struct curriculum_entry *e)
{
    struct text day = text_init(w->out->arena, 32);
    struct slice first = {0};

    day_put_iso(&day, e->first);
    (void)!text_end(&day, &first); /* 32 bytes hold any day */
    json_write_object(w);
    json_write_member_text(w, "module", e->module->code);
    json_write_member_text(w, "run", e->run ? e->run->code : SLICE(""));
    json_write_member_text(w, "first_day", first);
    json_write_member_int(w, "start_week", e->start_week);
    json_write_member_int(w, "end_week", e->end_week);
    json_write_member_int(w, "minutes", e->module->minutes);
    json_write_member_int(w, "price_cents", e->price.n);
    json_write_member_text(w, "role", slice_of(ROLE_CODES[e->role]));
    json_write_key(w, "steps");
    json_write_array(w);
    for (int i = 0; i < e->steps_len; i++) {
        json_write_object(w);
        json_write_member_text(w, "competence", competence_code(snap, e->steps[i].competence));
        json_write_member_int(w, "from", e->steps[i].from);
        json_write_member_int(w, "to", e->steps[i].to);
        json_write_object_end(w);
    }
    json_write_array_end(w);
    json_write_object_end(w);
}

static void
print_json(const struct snapshot *snap, const struct curriculum *p, struct text *out)
{
    struct json_write w = json_write_init(out);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-curriculum/1"));
    json_write_member_text(&w, "quality", slice_of(QUALITY_CODES[p->quality]));
    json_write_member_int(&w, "gap_percent", p->gap_percent);
    json_write_member_int(&w, "minutes", p->minutes);
    json_write_member_int(&w, "price_cents", p->price.n);
    json_write_member_int(&w, "gaps", p->goals_open);
    json_write_member_int(&w, "gaps_closed", p->goals_closed);
    json_write_key(&w, "entries");
    json_write_array(&w);
    for (int i = 0; i < p->entries_len; i++)
        json_entry(&w, snap, &p->entries[i]);
    json_write_array_end(&w);
    json_write_key(&w, "goals");
    json_write_array(&w);
    for (int i = 0; i < p->goals_len; i++) {
        const struct curriculum_goal *g = &p->goals[i];

        json_write_object(&w);
        json_write_member_text(&w, "competence", competence_code(snap, g->gap.competence));
        json_write_member_int(&w, "held", g->gap.held);
        json_write_member_int(&w, "needed", g->gap.needed);
        json_write_member_int(&w, "reached", g->reached);
        json_write_member_text(&w, "obstacle", slice_of(OBSTACLE_CODES[g->obstacle]));
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(out, '\n');
}

static const char *const FATE_CODES[REPLAN_FATES] = {"stays",
                                                     "moves",
                                                     "goes: not offered any more",
                                                     "goes: its run does not take place",
                                                     "goes: full",
                                                     "goes: does not fit the wishes",
                                                     "goes: of no more use"};

/* "CODE@RUN" or, of a self-paced block, "CODE@DAY". */
static enum err
stay_read(struct command *c, const struct snapshot *snap, struct slice word,
          struct replan_stay *ret_stay)
{
    size_t at = slice_find_char(word, '@');
    struct slice when = slice_sub(word, at + 1, word.len);
    const struct module *m = catalogue_module_by_code(snap->catalogue, slice_sub(word, 0, at));
    struct replan_stay stay = {.first = {0}};

    if (m == NULL || at == word.len)
        return fail(&c->ctx, ERR_INVALID,
                    "--before: \"%.*s\" is no CODE@RUN or CODE@DAY of a block", SLICE_ARG(word));
    stay.module = m->id;
    for (int i = 0; i < m->runs_len; i++) {
        if (slice_eq(m->runs[i].code, when)) {
            *ret_stay = (struct replan_stay){m->id, m->runs[i].id, m->runs[i].first,
                                             m->runs[i].last, false};
            return OK;
        }
    }
    if (day_parse_iso(when, &stay.first) != OK) /* a run that is not there any more */
        stay.run.n = -1;
    stay.last = stay.first;
    *ret_stay = stay;
    return OK;
}

static enum err
before_read(struct command *c, const struct snapshot *snap, struct slice list,
            struct replan_before *ret_before)
{
    struct replan_stay *stays =
        arena_array(c->ctx.arena, struct replan_stay, CURRICULUM_CANDIDATES_MAX);
    struct slice part;
    int len = 0;

    if (stays == NULL)
        return fail(&c->ctx, ERR_LIMIT, "no memory for the plan before");
    while (slice_next(&list, ',', &part)) {
        if (len == CURRICULUM_CANDIDATES_MAX)
            return fail(&c->ctx, ERR_INVALID, "--before: more than %d", len);
        TRY(stay_read(c, snap, slice_trim(part), &stays[len]));
        len++;
    }
    *ret_before = (struct replan_before){.stays = stays, .len = len};
    return OK;
}

/* What becomes of each block of the plan before. */
static void
print_fates(const struct snapshot *snap, const struct person_request *request,
            const struct replan_before *before, const struct curriculum *plan, struct text *out)
{
    const struct curriculum_request asked = {
        snap->catalogue, &request->situation, request->situation.preset, {NULL, NULL, 0}};

    for (int i = 0; i < before->len; i++) {
        const struct module *m = catalogue_module(snap->catalogue, before->stays[i].module);

        text_put(out, m->title);
        text_printf(out, ": %s\n", FATE_CODES[replan_fate_of(&asked, &before->stays[i], plan)]);
    }
}

static enum err
print_help(struct command *c)
{
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);

    text_printf(&out,
                "kommunalcampus plan --job CODE [OPTIONS]\n%s  --ics                   as "
                "iCalendar\n"
                "  --before CODE@RUN,...   the plan before (self-paced: CODE@DAY): change "
                "little\n\nkommunalcampus plan solve PROBLEM.json [--seconds S]\n"
                "kommunalcampus plan department --input DEPT.jsonl [--out FILE]\n",
                PERSON_OPTIONS_HELP);
    return command_print(c, &out);
}

static enum err
run(struct command *c, const struct snapshot *snap)
{
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    struct person_request request;
    struct replan_before before = {.len = 0};
    struct curriculum plan;

    TRY(person_request_read(c, snap, &request));
    if (request.help)
        return print_help(c);
    if (request.situation.job.n == 0)
        return fail(&c->ctx, ERR_INVALID, "--job is needed: a plan leads to what a job needs");
    if (request.before.len > 0) {
        TRY(before_read(c, snap, request.before, &before));
        TRY(learning_replan_now(&c->ctx, snap, &request.situation, &before, &plan));
    } else
        TRY(learning_plan_now(&c->ctx, snap, &request.situation, &plan));
    if (request.ics)
        TRY(learning_plan_calendar(&c->ctx, snap, &plan, SLICE("localhost"), &out));
    else if (request.json)
        print_json(snap, &plan, &out);
    else {
        print_people(snap, &plan, &out);
        print_fates(snap, &request, &before, &plan, &out);
    }
    return command_print(c, &out);
}

enum exit_code
cmd_plan(struct command *c)
{
    if (c->argc >= 2 && strcmp(c->argv[1], "solve") == 0)
        return (enum exit_code)cmd_plan_solve(c->argc - 1, c->argv + 1);
    if (c->argc >= 2 && strcmp(c->argv[1], "department") == 0)
        return (enum exit_code)cmd_plan_department(c->argc - 1, c->argv + 1);
    if (command_asks_help(c))
        return print_help(c) == OK ? EXIT_FINE : EXIT_FAILED;
    return command_on_snapshot(c, run);
}
