/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_match_exposure.h"

#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "service/match_exposure.h"

enum { OUTPUT_BYTES_MAX = 4 << 20 };

static const char HELP[] =
    "kommunalcampus match exposure [--json]\n"
    "  how the first ten places of invented people (three for each job profile) are shared out\n"
    "  among the providers, beside the blocks that each offers";

static double
percent(uint32_t part, uint32_t whole)
{
    return whole == 0 ? 0 : 100.0 * part / whole;
}

static void
print_people(const struct match_exposures *e, struct text *out)
{
    text_printf(out,
                "%u invented people, %u places among their first ten, %u blocks on offer\n\n"
                "places %%  offer %%  provider\n",
                e->people, e->shown, e->offered);
    for (int i = 0; i < e->len; i++)
        text_printf(out, "%8.1f %8.1f  %.*s\n", percent(e->at[i].shown, e->shown),
                    percent(e->at[i].offered, e->offered), SLICE_ARG(e->at[i].provider->name));
}

static void
print_json(const struct match_exposures *e, struct text *out)
{
    struct json_write w = json_write_init(out);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-match-exposure/1"));
    json_write_member_int(&w, "people", e->people);
    json_write_member_int(&w, "places", e->shown);
    json_write_member_int(&w, "offered", e->offered);
    json_write_key(&w, "providers");
    json_write_array(&w);
    for (int i = 0; i < e->len; i++) {
        json_write_object(&w);
        json_write_member_text(&w, "code", e->at[i].provider->code);
        json_write_member_int(&w, "places", e->at[i].shown);
        json_write_member_int(&w, "offered", e->at[i].offered);
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(out, '\n');
}

static bool
asks_json(const struct command *c)
{
    return c->argc == 2 && strcmp(c->argv[1], "--json") == 0;
}

static enum err
run(struct command *c, const struct snapshot *snap)
{
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    struct match_exposures exposures;

    TRY(match_exposure_count(&c->ctx, snap, &exposures));
    if (asks_json(c))
        print_json(&exposures, &out);
    else
        print_people(&exposures, &out);
    return command_print(c, &out);
}

enum exit_code
cmd_match_exposure(struct command *c)
{
    if (command_asks_help(c))
        return puts(HELP) >= 0 ? EXIT_FINE : EXIT_FAILED;
    if (c->argc > 1 && !asks_json(c))
        return command_usage(c, "match exposure does not know \"%s\"", c->argv[1]);
    return command_on_snapshot(c, run);
}
