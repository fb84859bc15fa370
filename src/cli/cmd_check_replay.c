/* SPDX-License-Identifier: EUPL-1.2 */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "cli/cmd_check.h"
#include "engine/check_session.h"
#include "exchange/bank_csv.h"
#include "exchange/response_csv.h"

enum { OUTPUT_BYTES_MAX = 1 << 30, PERSON_BYTES_MAX = 16 << 20, NUMBERS_MAX = 3 };

static const char HELP[] =
    "kommunalcampus check replay BANK.csv RESPONSES.csv\n"
    "  --select RULE       mfi, kl, klp, mlwi, mpwi, stratified, bopt, random (mfi)\n"
    "  --estimate METHOD   eap, map, ml, wl (eap)\n"
    "  --items N           at most N questions (all)\n"
    "  --prior MEAN:SD     of ability, normal (0:1); the first question is the best at the mean\n"
    "  --grid FROM:TO:N    range of ability and points of the sums (-4:4:33)\n"
    "  --model grm|gpcm|pcm   what items with thresholds are\n"
    "  --seed N            for random (1)\n"
    "  --json              the sequence, with ability and standard error after each answer\n"
    "docs/check.md tells the columns of both files. Without exposure control: to compare.";

struct request {
    const char *bank_path;
    const char *responses_path;
    const char *model;
    struct check_rules rules;
    struct irt_prior prior;
    struct irt_grid grid;
    int items;
    int64_t seed;
    bool json;
};

/* "1:2.5:33" */
static enum err
take_numbers(struct ctx *ctx, const char *what, const char *word, int len, double *ret)
{
    double numbers[NUMBERS_MAX] = {0};
    const char *at = word;

    for (int i = 0; i < len; i++) {
        char *end = NULL;

        numbers[i] = strtod(at, &end);
        if (end == at || !isfinite(numbers[i]) || fabs(numbers[i]) > 1e6 ||
            *end != (i + 1 < len ? ':' : '\0'))
            return fail(ctx, ERR_INVALID, "%s takes %d numbers%s, not \"%.60s\"", what, len,
                        len > 1 ? " with : between" : "", word);
        at = end + 1;
    }
    memcpy(ret, numbers, (size_t)len * sizeof *ret);
    return OK;
}

static enum err
take_method(struct ctx *ctx, const char *word, enum irt_method *ret_method)
{
    for (int i = 0; i < IRT_METHODS; i++) {
        if (strcmp(word, irt_method_code((enum irt_method)i)) == 0) {
            *ret_method = (enum irt_method)i;
            return OK;
        }
    }
    return fail(ctx, ERR_INVALID, "--estimate is eap, map, ml or wl, not \"%.40s\"", word);
}

static enum err
take_grid(struct ctx *ctx, const char *word, struct irt_grid *ret_grid)
{
    double n[NUMBERS_MAX] = {0};

    TRY(take_numbers(ctx, "--grid", word, 3, n));
    if (n[0] >= n[1] || fabs(n[0]) > IRT_PLACE_MAX || fabs(n[1]) > IRT_PLACE_MAX || n[2] < 5 ||
        n[2] > IRT_GRID_POINTS_MAX || n[2] != floor(n[2]))
        return fail(ctx, ERR_INVALID,
                    "--grid goes from a lower to a higher ability within %d, in 5 "
                    "to %d points",
                    IRT_PLACE_MAX, IRT_GRID_POINTS_MAX);
    *ret_grid = (struct irt_grid){n[0], n[1], (int)n[2]};
    return OK;
}

static enum err
take_option(struct ctx *ctx, int option, const char *word, struct request *r)
{
    double n[NUMBERS_MAX] = {0};
    int64_t items = 0;

    switch (option) {
    case 's':
        return check_select_parse(slice_of(word), &r->rules.select) == OK
                   ? OK
                   : fail(ctx, ERR_INVALID, "--select does not know \"%.40s\"", word);
    case 'e':
        return take_method(ctx, word, &r->rules.estimate);
    case 'i':
        if (slice_int(slice_of(word), 1, CHECK_ITEMS_MAX, &items) != OK)
            return fail(ctx, ERR_INVALID, "--items is a number from 1 to %d", CHECK_ITEMS_MAX);
        r->items = (int)items;
        return OK;
    case 'p':
        TRY(take_numbers(ctx, "--prior", word, 2, n));
        r->prior = (struct irt_prior){n[0], n[1]};
        return OK;
    case 'g':
        return take_grid(ctx, word, &r->grid);
    case 'm':
        r->model = word;
        return OK;
    case 'r':
        return slice_int(slice_of(word), 0, INT64_MAX, &r->seed) == OK
                   ? OK
                   : fail(ctx, ERR_INVALID, "--seed is a whole number");
    case 'j':
        r->json = true;
        return OK;
    default:
        return fail(ctx, ERR_INVALID,
                    "check replay does not know this option, or it lacks its value");
    }
}

static enum err
judge_words(struct ctx *ctx, const struct request *r)
{
    double sd_min = (r->grid.to - r->grid.from) / CHECK_PRIOR_WIDTHS_MAX;

    if (r->prior.mean < r->grid.from || r->prior.mean > r->grid.to)
        return fail(ctx, ERR_INVALID, "the prior's mean must lie within --grid");
    if (r->prior.sd < sd_min || r->prior.sd > 100)
        return fail(ctx, ERR_INVALID, "the prior's sd must lie within %.3f and 100 (--grid)",
                    sd_min);
    return OK;
}

static enum err
read_words(struct command *c, struct request *ret_request)
{
    static const struct option options[] = {
        {"select", required_argument, NULL, 's'},
        {"estimate", required_argument, NULL, 'e'},
        {"items", required_argument, NULL, 'i'},
        {"prior", required_argument, NULL, 'p'},
        {"grid", required_argument, NULL, 'g'},
        {"model", required_argument, NULL, 'm'},
        {"seed", required_argument, NULL, 'r'},
        {"json", no_argument, NULL, 'j'},
        {NULL, 0, NULL, 0},
    };
    struct request r = {.rules = CHECK_RULES, .prior = {0, 1}, .grid = {-4, 4, 33}, .seed = 1};
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(c->argc, c->argv, "", options, NULL)) != -1)
        TRY(take_option(&c->ctx, option, optarg, &r));
    if (optind != c->argc - 2)
        return fail(&c->ctx, ERR_INVALID, "check replay BANK.csv RESPONSES.csv");
    r.bank_path = c->argv[optind];
    r.responses_path = c->argv[optind + 1];
    TRY(judge_words(&c->ctx, &r));
    *ret_request = r;
    return OK;
}

struct replay {
    const struct request *request;
    struct bank_rows rows;
    struct check_item *items;
    struct check_bank bank;
    struct responses responses;
    int *column_of; /* by item: column of responses */
};

static enum err
make_bank(struct ctx *ctx, struct replay *r)
{
    const struct request *request = r->request;
    struct slice bytes = {NULL, 0};
    enum err e;

    TRY(command_read_file(ctx, request->bank_path, TABLE_BYTES_MAX, &bytes));
    TRY(bank_csv_read(ctx, request->bank_path, bytes, request->model, &r->rows));
    r->items = arena_array(ctx->arena, struct check_item, (size_t)r->rows.len);
    if (r->items == NULL)
        return fail(ctx, ERR_LIMIT, "%s: no memory left", request->bank_path);
    for (int i = 0; i < r->rows.len; i++) {
        const struct bank_row *row = &r->rows.rows[i];
        struct irt_item *item = &r->items[i].model;

        item->kind = row->model == BANK_GRADED    ? IRT_GRADED
                     : row->model == BANK_PARTIAL ? IRT_PARTIAL
                                                  : IRT_LOGISTIC;
        item->steps = row->steps;
        item->a = row->a;
        item->c = row->c;
        item->d = row->d;
        memcpy(item->b, row->b, sizeof item->b);
    }
    e = check_bank_make(ctx->arena, r->items, r->rows.len, &request->grid, &r->bank);
    return e == OK ? OK : fail(ctx, e, "%s: no bank can be made of it", request->bank_path);
}

static int
column_named(const struct responses *responses, struct slice name)
{
    for (int i = 0; i < responses->items; i++) {
        if (slice_eq(responses->names[i], name))
            return i;
    }
    return -1;
}

/* Items and columns go together by name where both have names that agree, else by their order. */
static enum err
match_columns(struct ctx *ctx, struct replay *r)
{
    bool by_name = r->rows.named && r->responses.named;

    r->column_of = arena_array(ctx->arena, int, (size_t)r->rows.len);
    if (r->column_of == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left");
    if (by_name && column_named(&r->responses, r->rows.rows[0].name) < 0 &&
        r->rows.len == r->responses.items)
        by_name = false;
    if (!by_name && r->rows.len != r->responses.items)
        return fail(ctx, ERR_INVALID, "%s, row 1: %d columns of answers, where %s has %d items",
                    r->request->responses_path, r->responses.items, r->request->bank_path,
                    r->rows.len);
    for (int i = 0; i < r->rows.len; i++) {
        r->column_of[i] = by_name ? column_named(&r->responses, r->rows.rows[i].name) : i;
        if (r->column_of[i] < 0)
            return fail(ctx, ERR_INVALID, "%s, row 1: there is no column for the item \"%.*s\"",
                        r->request->responses_path,
                        SLICE_ARG(slice_sub(r->rows.rows[i].name, 0, 60)));
    }
    return OK;
}

static uint8_t
answer_of(const struct replay *r, int person, int item)
{
    return r->responses
        .cells[(size_t)person * (size_t)r->responses.items + (size_t)r->column_of[item]];
}

static enum err
judge_answers(struct ctx *ctx, const struct replay *r)
{
    for (int person = 0; person < r->responses.people; person++) {
        for (int i = 0; i < r->rows.len; i++) {
            uint8_t cell = answer_of(r, person, i);

            if (cell != RESPONSE_MISSING && cell > r->items[i].model.steps)
                return fail(ctx, ERR_INVALID,
                            "%s, row %d, column %d (%.*s): %d is no answer to this item, which "
                            "has 0 to %d",
                            r->request->responses_path, person + 1 + (r->responses.named ? 1 : 0),
                            r->column_of[i] + 1, SLICE_ARG(slice_sub(r->rows.rows[i].name, 0, 40)),
                            cell, r->items[i].model.steps);
        }
    }
    return OK;
}

static void
write_step(const struct replay *r, const struct check_session *s, const int step[2],
           struct json_write *w)
{
    struct irt_ability now = check_ability(s, 0);

    json_write_object(w);
    json_write_member_int(w, "item", step[0] + 1);
    if (r->rows.named)
        json_write_member_text(w, "name", r->rows.rows[step[0]].name);
    json_write_member_int(w, "answer", step[1]);
    json_write_member_double(w, "theta", now.theta, 9);
    json_write_key(w, "se");
    if (isfinite(now.se))
        json_write_double(w, now.se, 9);
    else
        json_write_null(w);
    json_write_object_end(w);
}

static void
print_step(const struct replay *r, const struct check_session *s, const int step[2],
           struct text *out)
{
    struct irt_ability now = check_ability(s, 0);

    text_printf(out, "  %3d  %.*s: %d  theta %.4f  se %.4f\n", check_asked(s),
                SLICE_ARG(r->rows.rows[step[0]].name), step[1], now.theta, now.se);
}

/* What is written where; `w` is NULL for people who read. */
struct output {
    struct json_write *w;
    struct text *out;
    struct arena *each; /* of one person's check */
};

static enum err
replay_person(struct ctx *ctx, const struct replay *r, int person, const struct output *o)
{
    struct check_rules rules = r->request->rules;
    struct check_start start = {(uint64_t)r->request->seed + (uint64_t)person, &r->request->prior,
                                NULL};
    struct check_session *s = NULL;
    uint8_t *marks;
    int item;

    arena_reset(o->each);
    marks = arena_array(o->each, uint8_t, (size_t)r->rows.len);
    if (marks == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a check");
    for (int i = 0; i < r->rows.len; i++)
        marks[i] = answer_of(r, person, i) == RESPONSE_MISSING ? CHECK_RECENT : 0;
    start.marks = marks;
    rules.items_max = r->request->items > 0 ? r->request->items : r->rows.len;
    if (check_open(o->each, &r->bank, &rules, &start, &s) != OK)
        return fail(ctx, ERR_LIMIT, "no memory left for a check");
    while ((item = check_next(s)) >= 0) {
        const int step[2] = {item, answer_of(r, person, item)};
        enum err e = check_answer(s, item, step[1]);

        if (e != OK)
            return fail(ctx, e, "person %d, item %d: the answer was not taken", person + 1,
                        item + 1);
        if (o->w != NULL)
            write_step(r, s, step, o->w);
        else
            print_step(r, s, step, o->out);
    }
    return OK;
}

static enum err
json_people(struct ctx *ctx, const struct replay *r, const struct output *o)
{
    struct json_write w = json_write_init(o->out);
    struct output person_out = {&w, o->out, o->each};

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-replay/1"));
    json_write_member_text(&w, "select", slice_of(check_select_code(r->request->rules.select)));
    json_write_member_text(&w, "estimate", slice_of(irt_method_code(r->request->rules.estimate)));
    json_write_member_int(&w, "bank_items", r->rows.len);
    json_write_key(&w, "people");
    json_write_array(&w);
    for (int person = 0; person < r->responses.people; person++) {
        json_write_object(&w);
        json_write_member_int(&w, "person", person + 1);
        json_write_key(&w, "steps");
        json_write_array(&w);
        TRY(replay_person(ctx, r, person, &person_out));
        json_write_array_end(&w);
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(o->out, '\n');
    return OK;
}

static enum err
replay(struct ctx *ctx, const struct request *request, struct text *out)
{
    static const struct response_words words = {NULL, NULL, NULL};
    CLEANUP(arena_cleanup) struct arena *each = arena_open(PERSON_BYTES_MAX);
    struct replay r = {.request = request};
    struct slice bytes = {NULL, 0};
    struct output o = {NULL, out, each};

    if (each == NULL)
        return fail(ctx, ERR_LIMIT, "no memory");
    TRY(make_bank(ctx, &r));
    TRY(command_read_file(ctx, request->responses_path, TABLE_BYTES_MAX, &bytes));
    TRY(response_csv_read(ctx, request->responses_path, bytes, &words, &r.responses));
    TRY(match_columns(ctx, &r));
    TRY(judge_answers(ctx, &r));
    if (request->json)
        return json_people(ctx, &r, &o);
    for (int person = 0; person < r.responses.people; person++) {
        text_printf(out, "person %d\n", person + 1);
        TRY(replay_person(ctx, &r, person, &o));
    }
    return OK;
}

enum exit_code
cmd_check_replay(struct command *c)
{
    struct request request = {0};
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    enum err e;

    if (command_asks_help(c))
        return puts(HELP) >= 0 ? EXIT_FINE : EXIT_FAILED;
    if (read_words(c, &request) != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, ERR_INVALID));
    request.rules.se_max = 0;
    request.rules.probe_every = 0;
    request.rules.start_at_prior = true;
    e = replay(&c->ctx, &request, &out);
    if (e == OK)
        e = command_print(c, &out);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
