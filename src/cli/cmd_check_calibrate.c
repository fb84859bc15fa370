/* SPDX-License-Identifier: EUPL-1.2 */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "cli/cmd_check.h"
#include "engine/irt_dif.h"
#include "engine/irt_fit.h"
#include "engine/irt_quadrature.h"
#include "exchange/response_csv.h"
#include "service/threads.h"

enum { OUTPUT_BYTES_MAX = 64 << 20, HERMITE_POINTS = 21, HERMITE_ITEMS_MAX = 20 };

static const char HELP[] =
    "kommunalcampus check calibrate --model MODEL RESPONSES.csv\n"
    "  --model MODEL       rasch, rasch3pl, 2pl, 3pl, grm, gpcm, pcm\n"
    "  --group COLUMN      compare groups of people (differential item functioning)\n"
    "  --frequency COLUMN  how often a row stands\n"
    "  --categories WORDS  words for 0, 1, 2 ..., with commas between\n"
    "  --hermite N         N points of Gauss and Hermite (2 to 61; 21 up to 20 items)\n"
    "  --points N          N points, equally spaced from -6 to 6 (61 for more items)\n"
    "  --guessing-prior    for 3pl: log(c/(1-c)) is N(-1.4, 0.6) beforehand\n"
    "  --cycles N          at most N cycles (2000)\n"
    "  --json              parameters, standard errors, fit and log-likelihood as JSON\n"
    "A row is a person, a column an item, NA or nothing was not answered. docs/check.md.";

struct request {
    const char *path;
    struct response_words words;
    struct irt_calibration how;
    int hermite; /* -1: by the number of items */
    bool json;
};

static enum err
take_number(struct ctx *ctx, const char *what, const char *word, const int bounds[2], int *ret)
{
    int64_t n = 0;

    if (slice_int(slice_of(word), bounds[0], bounds[1], &n) != OK)
        return fail(ctx, ERR_INVALID, "%s is a number from %d to %d", what, bounds[0], bounds[1]);
    *ret = (int)n;
    return OK;
}

static enum err
take_option(struct ctx *ctx, int option, const char *word, struct request *r)
{
    switch (option) {
    case 'm':
        if (irt_model_parse(slice_of(word), &r->how.model) != OK)
            return fail(ctx, ERR_INVALID,
                        "there is no model \"%.40s\": rasch, rasch3pl, 2pl, 3pl, grm, gpcm, pcm",
                        word);
        return OK;
    case 'g':
        r->words.group = word;
        return OK;
    case 'f':
        r->words.frequency = word;
        return OK;
    case 'c':
        r->words.categories = word;
        return OK;
    case 'h':
        return take_number(ctx, "--hermite", word, (const int[]){2, IRT_HERMITE_POINTS_MAX},
                           &r->hermite);
    case 'p':
        r->hermite = 0;
        return take_number(ctx, "--points", word, (const int[]){5, IRT_GRID_POINTS_MAX},
                           &r->how.grid.points);
    case 'y':
        return take_number(ctx, "--cycles", word, (const int[]){1, 1000000}, &r->how.cycles_max);
    case 'u':
        r->how.guessing = (struct irt_prior){-1.4, 0.6};
        return OK;
    case 'j':
        r->json = true;
        return OK;
    default:
        return fail(ctx, ERR_INVALID,
                    "check calibrate does not know this option, or it lacks its "
                    "value");
    }
}

static enum err
read_words(struct command *c, struct request *ret_request)
{
    static const struct option options[] = {
        {"model", required_argument, NULL, 'm'},
        {"group", required_argument, NULL, 'g'},
        {"frequency", required_argument, NULL, 'f'},
        {"categories", required_argument, NULL, 'c'},
        {"hermite", required_argument, NULL, 'h'},
        {"points", required_argument, NULL, 'p'},
        {"guessing-prior", no_argument, NULL, 'u'},
        {"cycles", required_argument, NULL, 'y'},
        {"json", no_argument, NULL, 'j'},
        {NULL, 0, NULL, 0},
    };
    struct request r = {.how = IRT_CALIBRATION, .hermite = -1};
    bool model = false;
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(c->argc, c->argv, "", options, NULL)) != -1) {
        model = model || option == 'm';
        TRY(take_option(&c->ctx, option, optarg, &r));
    }
    if (!model || optind != c->argc - 1)
        return fail(&c->ctx, ERR_INVALID, "check calibrate --model MODEL RESPONSES.csv");
    r.path = c->argv[optind];
    *ret_request = r;
    return OK;
}

struct result {
    struct responses responses;
    uint8_t *steps;
    uint8_t (*values)[RESPONSE_CATEGORIES_MAX];
    struct irt_answers answers;
    struct irt_fitted fitted;
    struct irt_fit *fit;
    struct irt_dif *dif; /* NULL */
};

static enum err
compute(struct ctx *ctx, const struct request *r, struct result *s)
{
    size_t items = (size_t)s->responses.items;
    enum err e = irt_calibrate(ctx->arena, &s->answers, &r->how, threads_jobs(), &s->fitted);

    if (e == ERR_INVALID)
        return fail(ctx, e,
                    "%s: the model %s takes right-or-wrong items only; grm, gpcm and pcm "
                    "take graded ones",
                    r->path, irt_model_code(r->how.model));
    if (e != OK)
        return fail(ctx, e, "%s: calibrating needs more memory than there is", r->path);
    s->fit = arena_array(ctx->arena, struct irt_fit, items);
    if (s->fit == NULL || irt_fit_items(ctx->arena, &s->answers, &r->how, &s->fitted, s->fit) != OK)
        return fail(ctx, ERR_LIMIT, "%s: no memory left for the fit", r->path);
    if (r->words.group == NULL)
        return OK;
    if (s->responses.groups_len < 2)
        return fail(ctx, ERR_INVALID, "%s: the column %.40s has one group only", r->path,
                    r->words.group);
    s->dif = arena_array(ctx->arena, struct irt_dif, items * (size_t)(s->responses.groups_len - 1));
    if (s->dif == NULL || irt_dif_items(ctx->arena, &s->answers, s->responses.group_of,
                                        s->responses.groups_len, s->dif) != OK)
        return fail(ctx, ERR_LIMIT, "%s: no memory left to compare groups", r->path);
    return OK;
}

static enum err
calibrate(struct ctx *ctx, struct request *r, struct result *s)
{
    struct slice bytes = {NULL, 0};
    size_t items;

    TRY(command_read_file(ctx, r->path, TABLE_BYTES_MAX, &bytes));
    TRY(response_csv_read(ctx, r->path, bytes, &r->words, &s->responses));
    items = (size_t)s->responses.items;
    s->steps = arena_array(ctx->arena, uint8_t, items);
    s->values = arena_alloc_many(ctx->arena, items, sizeof *s->values, 1);
    if (s->steps == NULL || s->values == NULL)
        return fail(ctx, ERR_LIMIT, "%s: no memory left", r->path);
    TRY(response_recode(ctx, r->path, &s->responses, s->steps, s->values));
    s->answers = (struct irt_answers){s->responses.cells, s->responses.weights, s->responses.people,
                                      s->responses.items, s->steps};
    r->how.hermite = r->hermite >= 0                           ? r->hermite
                     : s->responses.items <= HERMITE_ITEMS_MAX ? HERMITE_POINTS
                                                               : 0;
    r->how.change_min = irt_change_min(s->responses.people, s->responses.items);
    return compute(ctx, r, s);
}

static void
member_number(struct json_write *w, const char *key, double n)
{
    json_write_key(w, key);
    if (isfinite(n))
        json_write_double(w, n, 9);
    else
        json_write_null(w);
}

static void
member_numbers(struct json_write *w, const char *key, const double *n, int len)
{
    json_write_key(w, key);
    json_write_array(w);
    for (int i = 0; i < len; i++) {
        if (isfinite(n[i]))
            json_write_double(w, n[i], 9);
        else
            json_write_null(w);
    }
    json_write_array_end(w);
}

static void
json_parameters(struct json_write *w, const struct irt_estimate *e)
{
    int steps = e->item.steps;

    member_number(w, "a", e->item.a);
    member_number(w, "se_a", e->se_a);
    if (e->item.kind == IRT_LOGISTIC) {
        member_number(w, "b", e->item.b[0]);
        member_number(w, "se_b", e->se_b[0]);
        member_number(w, "intercept", e->intercept[0]);
        member_number(w, "c", e->item.c);
        if (e->item.c > 0)
            member_number(w, "se_c", e->se_c);
        return;
    }
    member_numbers(w, "b", e->item.b, steps);
    member_numbers(w, "se_b", e->se_b, steps);
    member_numbers(w, "intercept", e->intercept, steps);
}

static void
json_dif(struct json_write *w, const struct result *s, int item)
{
    int others = s->responses.groups_len - 1;

    json_write_key(w, "dif");
    json_write_array(w);
    for (int g = 0; g < others; g++) {
        const struct irt_dif *d = &s->dif[item * others + g];
        const char ets[2] = {d->ets, '\0'};

        json_write_object(w);
        json_write_member_text(w, "reference", s->responses.groups[0]);
        json_write_member_text(w, "group", s->responses.groups[d->group]);
        member_number(w, "mh_odds_ratio", d->odds);
        member_number(w, "mh_delta", d->delta);
        member_number(w, "mh_chi_square", d->chi_square);
        member_number(w, "mh_p", d->p);
        json_write_member_text(w, "ets", slice_of(ets));
        member_number(w, "lr_chi_square", d->ratio);
        json_write_member_int(w, "lr_df", d->ratio_df);
        member_number(w, "lr_p", d->ratio_p);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
json_item(struct json_write *w, const struct result *s, int i)
{
    const struct irt_fit *fit = &s->fit[i];

    json_write_object(w);
    json_write_member_text(w, "item", s->responses.names[i]);
    json_parameters(w, &s->fitted.items[i]);
    json_write_key(w, "categories");
    json_write_array(w);
    for (int k = 0; k <= s->steps[i]; k++)
        json_write_int(w, s->values[i][k]);
    json_write_array_end(w);
    member_number(w, "infit", fit->infit);
    member_number(w, "outfit", fit->outfit);
    member_number(w, "s_x2", fit->s_x2);
    json_write_member_int(w, "s_x2_df", fit->df);
    member_number(w, "s_x2_p", fit->p);
    if (s->dif != NULL)
        json_dif(w, s, i);
    json_write_object_end(w);
}

static void
json_result(const struct request *r, const struct result *s, struct text *out)
{
    struct json_write w = json_write_init(out);
    double parameters = s->fitted.parameters;

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-calibration/1"));
    json_write_member_text(&w, "model", slice_of(irt_model_code(r->how.model)));
    json_write_member_double(&w, "people", s->fitted.people, 0);
    member_number(&w, "log_likelihood", s->fitted.log_likelihood);
    json_write_member_int(&w, "parameters", s->fitted.parameters);
    member_number(&w, "aic", 2 * (parameters - s->fitted.log_likelihood));
    member_number(&w, "bic", parameters * log(s->fitted.people) - 2 * s->fitted.log_likelihood);
    json_write_member_int(&w, "cycles", s->fitted.cycles);
    json_write_member_bool(&w, "converged", s->fitted.converged);
    json_write_member_text(&w, "standard_errors",
                           s->fitted.observed ? SLICE("observed information")
                                              : SLICE("scores of each item"));
    json_write_member_text(&w, "quadrature",
                           r->how.hermite > 0 ? SLICE("hermite") : SLICE("equal steps"));
    json_write_member_int(&w, "points", r->how.hermite > 0 ? r->how.hermite : r->how.grid.points);
    if (r->how.model == IRT_RASCH || r->how.model == IRT_PCM)
        member_number(&w, "latent_variance", pow(s->fitted.items[0].item.a, 2));
    json_write_key(&w, "items");
    json_write_array(&w);
    for (int i = 0; i < s->responses.items; i++)
        json_item(&w, s, i);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(out, '\n');
}

static void
print_item(const struct result *s, int i, struct text *out)
{
    const struct irt_estimate *e = &s->fitted.items[i];

    text_printf(out, "%-20.*s a %7.3f (%.3f)", SLICE_ARG(s->responses.names[i]), e->item.a,
                e->se_a);
    for (int k = 0; k < e->item.steps; k++)
        text_printf(out, "  b%d %7.3f (%.3f)", k + 1, e->item.b[k], e->se_b[k]);
    if (e->item.c > 0)
        text_printf(out, "  c %.3f (%.3f)", e->item.c, e->se_c);
    text_printf(out, "  infit %.2f outfit %.2f", s->fit[i].infit, s->fit[i].outfit);
    if (isfinite(s->fit[i].s_x2))
        text_printf(out, "  S-X2 %.1f (df %d, p %.3f)", s->fit[i].s_x2, s->fit[i].df, s->fit[i].p);
    for (int g = 0; s->dif != NULL && g < s->responses.groups_len - 1; g++) {
        const struct irt_dif *d = &s->dif[i * (s->responses.groups_len - 1) + g];

        text_printf(out, "  DIF %.*s: MH %c LR p %.3f", SLICE_ARG(s->responses.groups[d->group]),
                    d->ets, d->ratio_p);
    }
    text_putc(out, '\n');
}

static void
print_result(const struct request *r, const struct result *s, struct text *out)
{
    text_printf(out,
                "%s, %.0f people, %d items: log-likelihood %.3f, %d parameters, %s after %d "
                "cycles\n",
                irt_model_code(r->how.model), s->fitted.people, s->responses.items,
                s->fitted.log_likelihood, s->fitted.parameters,
                s->fitted.converged ? "converged" : "NOT converged", s->fitted.cycles);
    for (int i = 0; i < s->responses.items; i++)
        print_item(s, i, out);
}

enum exit_code
cmd_check_calibrate(struct command *c)
{
    struct request r = {0};
    struct result s = {.dif = NULL};
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    enum err e;

    if (command_asks_help(c))
        return puts(HELP) >= 0 ? EXIT_FINE : EXIT_FAILED;
    if (read_words(c, &r) != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, ERR_INVALID));
    e = calibrate(&c->ctx, &r, &s);
    if (e != OK)
        return command_failed(c, e);
    if (r.json)
        json_result(&r, &s, &out);
    else
        print_result(&r, &s, &out);
    e = command_print(c, &out);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
