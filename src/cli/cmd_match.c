/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus match: learning blocks for a person, with the summands of the score. */
#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "cli/cmd_match_all.h"
#include "cli/cmd_match_events.h"
#include "cli/cmd_match_exposure.h"
#include "cli/cmd_match_learn.h"
#include "cli/command.h"
#include "cli/person.h"
#include "service/learning_service.h"

enum { OUTPUT_BYTES_MAX = 16 << 20 };

static void
print_match(const struct match *m, struct text *out)
{
    text_printf(out, "%3d  %.*s  (%.*s)\n     ", m->score, SLICE_ARG(m->module->title),
                SLICE_ARG(m->module->code));
    for (int side = 0; side < MATCH_SIDES; side++) {
        if (m->sides[side].weight == 0)
            continue;
        text_printf(out, "%s%s %d:", side > 0 ? "\n     " : "",
                    match_side_code((enum match_side)side), m->sides[side].score);
        for (int i = 0; i < SUMMANDS; i++) {
            if (m->summands[i].points_max > 0 && (int)MATCH_WEIGHTS.side[i] == side)
                text_printf(out, " %s %d/%d", match_summand_code((enum match_summand)i),
                            m->summands[i].points, m->summands[i].points_max);
        }
    }
    if (m->correction != 0)
        text_printf(out, "\n      experience %+d", m->correction / 100);
    text_puts(out, "\n");
    for (int i = 0; i < m->against_len; i++)
        text_printf(out, "      against: %s\n", match_against_code(m->against[i].what));
}

static void
print_people(const struct match_list *list, struct text *out)
{
    text_printf(out, "%u blocks fit the hard wishes\n\n", list->fitting);
    for (int i = 0; i < list->len; i++)
        print_match(&list->matches[i], out);
    text_puts(out, "\nleft out:");
    for (int i = MATCH_IN + 1; i < MATCH_OUTS; i++) {
        if (list->out[i] > 0)
            text_printf(out, " %s %u", match_out_code((enum match_out)i), list->out[i]);
    }
    text_putc(out, '\n');
}

static void
json_match(struct json_write *w, const struct match *m)
{
    json_write_object(w);
    json_write_member_text(w, "code", m->module->code);
    json_write_member_text(w, "title", m->module->title);
    json_write_member_int(w, "score", m->score);
    json_write_member_int(w, "fused_hundredths", m->fused);
    json_write_member_int(w, "experience", m->correction / 100);
    json_write_key(w, "sides");
    json_write_object(w);
    for (int i = 0; i < MATCH_SIDES; i++) {
        if (m->sides[i].weight > 0)
            json_write_member_int(w, match_side_code((enum match_side)i), m->sides[i].score);
    }
    json_write_object_end(w);
    json_write_key(w, "summands");
    json_write_object(w);
    for (int i = 0; i < SUMMANDS; i++) {
        if (m->summands[i].points_max > 0)
            json_write_member_int(w, match_summand_code((enum match_summand)i),
                                  m->summands[i].points);
    }
    json_write_object_end(w);
    json_write_key(w, "against");
    json_write_array(w);
    for (int i = 0; i < m->against_len; i++) {
        json_write_object(w);
        json_write_member_text(w, "what", slice_of(match_against_code(m->against[i].what)));
        json_write_member_int(w, "value", m->against[i].value);
        json_write_object_end(w);
    }
    json_write_array_end(w);
    json_write_object_end(w);
}

static void
print_json(const struct match_list *list, struct text *out)
{
    struct json_write w = json_write_init(out);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-match/1"));
    json_write_member_int(&w, "fitting", list->fitting);
    json_write_key(&w, "matches");
    json_write_array(&w);
    for (int i = 0; i < list->len; i++)
        json_match(&w, &list->matches[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(out, '\n');
}

static enum err
print_help(struct command *c)
{
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);

    text_printf(
        &out,
        "kommunalcampus match [OPTIONS]\n%s  --limit N               1 to 100\n\n"
        "kommunalcampus match --all --people PEOPLE.tsv --out FILE (see match --all --help)\n"
        "kommunalcampus match learn --events EVENTS.jsonl --model FILE\n"
        "kommunalcampus match exposure [--json]\n",
        PERSON_OPTIONS_HELP);
    return command_print(c, &out);
}

static enum err
run(struct command *c, const struct snapshot *snap)
{
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    struct person_request request;
    struct match_list list;

    TRY(person_request_read(c, snap, &request));
    if (request.help)
        return print_help(c);
    TRY(learning_matches(&c->ctx, snap, &request.situation, request.limit, &list));
    if (request.json)
        print_json(&list, &out);
    else
        print_people(&list, &out);
    return command_print(c, &out);
}

static bool
asks_for_all(const struct command *c)
{
    for (int i = 1; i < c->argc; i++) {
        if (strcmp(c->argv[i], "--all") == 0)
            return true;
    }
    return false;
}

enum exit_code
cmd_match(struct command *c)
{
    struct command rest = {c->argc - 1, c->argv + 1, c->ctx, c->config_path};

    if (c->argc >= 2 && strcmp(c->argv[1], "learn") == 0)
        return cmd_match_learn(&rest);
    if (c->argc >= 2 && strcmp(c->argv[1], "events") == 0)
        return cmd_match_events(&rest);
    if (c->argc >= 2 && strcmp(c->argv[1], "exposure") == 0)
        return cmd_match_exposure(&rest);
    if (asks_for_all(c))
        return cmd_match_all(c);
    if (command_asks_help(c))
        return print_help(c) == OK ? EXIT_FINE : EXIT_FAILED;
    return command_on_snapshot(c, run);
}
