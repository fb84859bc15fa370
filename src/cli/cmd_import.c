/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus import: what others publish, with a report of what was not taken. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "cli/command.h"
#include "service/import_service.h"

#define FILE_BYTES_MAX ((size_t)256 << 20)

enum { NOTES_SHOWN_MAX = 200, NAME_BYTES_MAX = 120 };

static const char HELP[] =
    "kommunalcampus import moochub FILE... --feed CODE [--name NAME]\n"
    "  courses of another platform (MOOChub v3, v2.3); give all pages of the feed at once\n"
    "kommunalcampus import municipalities FILE\n"
    "  Destatis GV100AD (fixed width) or the CSV extract with coordinates\n"
    "kommunalcampus import postcodes FILE\n"
    "  GeoNames form: CSV with a header, or tab separated\n"
    "\"-\" reads from stdin. Nothing is taken when a file is not what it should be.\n";

static void
print_notes(const char *title, const struct import_notes *notes)
{
    if (notes->count == 0)
        return;
    printf("\n%s (%" PRId64 "):\n", title, notes->count);
    for (size_t i = 0; i < notes->len && i < NOTES_SHOWN_MAX; i++)
        printf("  %.*s %.*s: %.*s\n", SLICE_ARG(notes->notes[i].record),
               SLICE_ARG(notes->notes[i].place), SLICE_ARG(notes->notes[i].reason));
    if (notes->count > NOTES_SHOWN_MAX)
        printf("  ... and %" PRId64 " more\n", notes->count - NOTES_SHOWN_MAX);
}

static enum exit_code
print_report(const struct import_report *r)
{
    print_notes("not taken", &r->skips);
    print_notes("taken, but", &r->notes);
    if (r->fields_len > 0)
        printf("\nfields that are kept but not understood:\n");
    for (size_t i = 0; i < r->fields_len; i++)
        printf("  %.*s (%" PRId64 ")\n", SLICE_ARG(r->fields[i].name), r->fields[i].count);
    return r->skips.count > 0 ? EXIT_FINDINGS : EXIT_FINE;
}

/* A word that looks like an option is none of ours here, but "-" is stdin. */
static bool
is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* --feed and --name may stand anywhere; the rest are files. */
static enum err
moochub_words(struct command *c, struct import_feed *feed, const char **files)
{
    for (int i = 2; i < c->argc; i++) {
        bool is_feed = strcmp(c->argv[i], "--feed") == 0;

        if (is_feed || strcmp(c->argv[i], "--name") == 0) {
            if (i + 1 == c->argc)
                return fail(&c->ctx, ERR_INVALID, "%s needs a word", c->argv[i]);
            if (unicode_text(c->ctx.arena, slice_of(c->argv[++i]), NAME_BYTES_MAX,
                             is_feed ? &feed->code : &feed->name) != OK)
                return fail(&c->ctx, ERR_INVALID, "--feed and --name: at most %d bytes of UTF-8",
                            NAME_BYTES_MAX);
            continue;
        }
        if (feed->pages_len == IMPORT_PAGES_MAX)
            return fail(&c->ctx, ERR_LIMIT, "more than %d files", IMPORT_PAGES_MAX);
        if (is_option(c->argv[i]))
            return fail(&c->ctx, ERR_INVALID, "there is no option %s", c->argv[i]);
        files[feed->pages_len++] = c->argv[i];
    }
    if (feed->pages_len == 0)
        return fail(&c->ctx, ERR_INVALID, "import moochub needs a file");
    if (feed->code.len == 0)
        return fail(&c->ctx, ERR_INVALID,
                    "import moochub needs --feed CODE: the name under "
                    "which the feed is known here, as in \"openhpi\"");
    if (feed->name.len == 0)
        feed->name = feed->code;
    return OK;
}

static enum err
run_moochub(struct command *c, struct database *db, const struct import_feed *feed,
            enum exit_code *ret_code)
{
    struct import_feed_result r;

    TRY(import_moochub(&c->ctx, db, feed, &r));
    printf("%" PRId64 " new, %" PRId64 " changed, %" PRId64 " unchanged, %" PRId64 " gone, %" PRId64
           " not taken\n",
           r.added, r.changed, r.report.unchanged, r.report.gone, r.report.skips.count);
    if (r.kept > 0)
        printf("%" PRId64 " known courses could not be read and stay as they were\n", r.kept);
    if (!r.complete)
        printf("the feed has more pages than were given: nothing was marked as gone\n");
    *ret_code = print_report(&r.report);
    if (r.empty) {
        printf("no course could be taken: nothing was marked as gone\n");
        *ret_code = EXIT_FINDINGS;
    }
    return OK;
}

static enum err
run_register(struct command *c, struct database *db, enum exit_code *ret_code)
{
    bool postcodes = strcmp(c->argv[1], "postcodes") == 0;
    struct import_report r;
    struct slice bytes;

    TRY(command_read_file(&c->ctx, c->argv[2], FILE_BYTES_MAX, &bytes));
    if (postcodes)
        TRY(import_postcodes(&c->ctx, db, bytes, &r));
    else
        TRY(import_municipalities(&c->ctx, db, bytes, &r));
    printf("%" PRId64 " taken, %" PRId64 " not taken\n", r.taken, r.skips.count);
    *ret_code = print_report(&r);
    return OK;
}

/* What is wrong with the words is wrong with the call, not with a file: told before anything is
 * opened. */
static enum err
words_read(struct command *c, struct import_feed *feed, const char **files)
{
    if (strcmp(c->argv[1], "moochub") == 0)
        return moochub_words(c, feed, files);
    if (c->argc != 3 || is_option(c->argv[2]))
        return fail(&c->ctx, ERR_INVALID, "import %s needs one file", c->argv[1]);
    return OK;
}

static enum err
run_import(struct command *c, struct import_feed *feed, const char *const *files,
           enum exit_code *ret_code)
{
    struct command_opened opened;
    struct slice *pages = arena_array(c->ctx.arena, struct slice, IMPORT_PAGES_MAX);
    enum err e = OK;

    if (pages == NULL)
        return fail(&c->ctx, ERR_LIMIT, "no memory");
    for (int i = 0; i < feed->pages_len; i++)
        TRY(command_read_file(&c->ctx, files[i], FILE_BYTES_MAX, &pages[i]));
    feed->pages = pages;
    TRY(command_open(c, false, &opened));
    e = feed->pages_len > 0 ? run_moochub(c, opened.database, feed, ret_code)
                            : run_register(c, opened.database, ret_code);
    command_close(&opened);
    return e;
}

static bool
wants_help(const struct command *c)
{
    for (int i = 1; i < c->argc; i++) {
        if (strcmp(c->argv[i], "--help") == 0)
            return true;
    }
    return false;
}

enum exit_code
cmd_import(struct command *c)
{
    static const char *const kinds[] = {"moochub", "municipalities", "postcodes"};
    struct import_feed feed = {.pages_len = 0};
    const char **files = arena_array(c->ctx.arena, const char *, IMPORT_PAGES_MAX);
    enum exit_code code = EXIT_FINE;
    bool known = false;
    enum err e;

    if (wants_help(c))
        return fputs(HELP, stdout), EXIT_FINE;
    for (size_t i = 0; c->argc > 1 && i < ARRAY_LEN(kinds); i++)
        known = known || strcmp(c->argv[1], kinds[i]) == 0;
    if (!known)
        return command_usage(c, "import what? moochub, municipalities or postcodes");
    if (files == NULL)
        return command_failed(c, ERR_LIMIT);
    if (words_read(c, &feed, files) != OK)
        return command_usage(c, "%s", c->ctx.failure.message);
    e = run_import(c, &feed, files, &code);
    return e == OK ? code : command_failed(c, e);
}
