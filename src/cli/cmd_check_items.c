/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus check calibrate --from-database: items from the answers that people gave. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "cli/cmd_check.h"
#include "service/item_calibration.h"
#include "service/item_transfer.h"

enum { OUTPUT_BYTES_MAX = 16 << 20, DIGITS = 6 };

static const char HELP[] =
    "kommunalcampus check calibrate --from-database [--keep | --adopt N --as MAIL] [--json]\n"
    "  parameters of the items in use, from answers that people gave without their names\n"
    "  --keep       keep them under a number; nothing is in use by that\n"
    "  --adopt N    take number N into use, as the account of --as, with the right to\n"
    "  --json       parameters, standard errors, fit, groups\n";

struct words {
    bool keep;
    bool json;
    int64_t adopt; /* 0: no */
    struct slice as;
};

static enum err
read_words(struct command *c, struct words *w)
{
    for (int i = 2; i < c->argc; i++) {
        bool more = i + 1 < c->argc;

        if (strcmp(c->argv[i], "--keep") == 0)
            w->keep = true;
        else if (strcmp(c->argv[i], "--json") == 0)
            w->json = true;
        else if (more && strcmp(c->argv[i], "--as") == 0)
            w->as = slice_of(c->argv[++i]);
        else if (!more || strcmp(c->argv[i], "--adopt") != 0 ||
                 slice_int(slice_of(c->argv[++i]), 1, INT64_MAX, &w->adopt) != OK)
            return fail(&c->ctx, ERR_INVALID, "--from-database does not know %s", c->argv[i]);
    }
    if (w->adopt != 0 && (w->as.len == 0 || w->keep))
        return fail(&c->ctx, ERR_INVALID, "--adopt needs --as MAIL, and no --keep");
    return OK;
}

static void
put_number(struct json_write *w, const char *key, double n)
{
    json_write_key(w, key);
    if (isfinite(n))
        json_write_double(w, n, DIGITS);
    else
        json_write_null(w);
}

static void
put_item(struct json_write *w, const struct item_calibrated *it)
{
    json_write_object(w);
    json_write_member_text(w, "item", it->use->item->code);
    json_write_member_int(w, "version", it->use->version);
    json_write_member_int(w, "answers", it->answers);
    put_number(w, "elo", it->elo);
    json_write_member_bool(w, "estimated", it->estimated);
    if (it->estimated) {
        put_number(w, "a", it->estimate.item.a);
        put_number(w, "se_a", it->estimate.se_a);
        json_write_key(w, "b");
        json_write_array(w);
        for (int k = 0; k < it->estimate.item.steps; k++)
            json_write_double(w, it->estimate.item.b[k], DIGITS);
        json_write_array_end(w);
        put_number(w, "se_b1", it->estimate.se_b[0]);
        put_number(w, "infit", it->fit.infit);
        put_number(w, "outfit", it->fit.outfit);
        put_number(w, "group_difference", it->group.difference);
        put_number(w, "group_z", it->group.z);
        json_write_member_bool(w, "marked", it->group.is_marked);
    }
    json_write_object_end(w);
}

static enum err
print_json(struct command *c, const struct item_calibration *cal)
{
    struct text t = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_int(&w, "checks", cal->bundles);
    json_write_member_int(&w, "estimated", cal->estimated);
    json_write_member_int(&w, "kept_as", cal->id);
    json_write_key(&w, "items");
    json_write_array(&w);
    for (int i = 0; i < cal->len; i++)
        put_item(&w, &cal->items[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(&t, '\n');
    return command_print(c, &t);
}

static enum err
print_table(struct command *c, const struct item_calibration *cal)
{
    struct text t = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);

    text_printf(&t, "%lld checks, %d of %d items estimated\n", (long long)cal->bundles,
                cal->estimated, cal->len);
    text_puts(&t, "item           answers      a   se_a     b1   se_b  infit  outfit  elo\n");
    for (int i = 0; i < cal->len; i++) {
        const struct item_calibrated *it = &cal->items[i];

        text_printf(&t, "%-14.*s %7d", SLICE_ARG(it->use->item->code), it->answers);
        if (it->estimated)
            text_printf(&t, " %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f", it->estimate.item.a,
                        it->estimate.se_a, it->estimate.item.b[0], it->estimate.se_b[0],
                        it->fit.infit, it->fit.outfit);
        text_printf(&t, " %6.2f%s\n", it->elo, it->group.is_marked ? " look at the languages" : "");
    }
    if (cal->id != 0)
        text_printf(&t, "kept as number %lld; nothing is in use by that\n", (long long)cal->id);
    return command_print(c, &t);
}

static enum err
adopt(struct command *c, struct platform *p, const struct words *w)
{
    struct actor actor = {.grants = NULL};
    struct item_desk desk = {p, &actor};
    enum err e = item_transfer_actor(&c->ctx, p, w->as, &actor);

    if (e == ERR_NOT_FOUND)
        return fail(&c->ctx, e, "there is no active account of this mail address");
    TRY(e);
    e = item_calibration_adopt(&c->ctx, &desk, w->adopt);
    if (e == ERR_NOT_FOUND)
        return fail(&c->ctx, e, "there is no calibration %lld, or it is in use already",
                    (long long)w->adopt);
    TRY(e);
    printf("calibration %lld is in use\n", (long long)w->adopt);
    return OK;
}

enum exit_code
cmd_check_items(struct command *c)
{
    struct words w = {.keep = false};
    struct item_calibration cal;
    struct command_opened opened;
    enum err e;

    if (c->argc == 3 && strcmp(c->argv[2], "--help") == 0)
        return fputs(HELP, stdout), EXIT_FINE;
    if (read_words(c, &w) != OK)
        return command_usage(c, "%s", c->ctx.failure.message);
    e = command_open(c, true, &opened);
    if (e != OK)
        return command_failed(c, e);
    if (w.adopt != 0) {
        e = adopt(c, opened.platform, &w);
    } else {
        e = item_calibration_make(&c->ctx, opened.platform, w.keep, &cal);
        if (e == OK)
            e = w.json ? print_json(c, &cal) : print_table(c, &cal);
    }
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
