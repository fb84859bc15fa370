/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/multipart.h"

#include <string.h>

#include "base/limits.h"
#include "check.h"

#define HEADER "multipart/form-data; boundary=XyZ"
#define FIELD(name) "--XyZ\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_OF(name)                                                                              \
    "--XyZ\r\nContent-Disposition: form-data; name=\"liste\"; filename=\"" name                    \
    "\"\r\nContent-Type: text/csv\r\n\r\n"
#define END "\r\n--XyZ--\r\n"

static struct arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_open((size_t)64 << 20);
    return arena == NULL;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void
bodies_become_fields_and_files_or_are_refused(void **state)
{
    static const struct {
        const char *why;
        const char *header;
        const char *body;
        enum err want;
        const char *parts; /* "name=value;" each field, then "name@filename=bytes;" each file */
    } table[] = {
        {"a field", HEADER, FIELD("a") "1" END, OK, "a=1;"},
        {"an empty one", HEADER, FIELD("a") END, OK, "a=;"},
        {"doubles in order", HEADER, FIELD("a") "1\r\n" FIELD("a") "2" END, OK, "a=1;a=2;"},
        {"umlauts become NFC", HEADER, FIELD("a") "u\xcc\x88" END, OK, "a=\xc3\xbc;"},
        {"a file", HEADER, FILE_OF("l.csv") "x\r\ny" END, OK, "liste@l.csv=x\r\ny;"},
        {"no file chosen", HEADER, FILE_OF("") END, OK, "liste@=;"},
        {"folders are cut off", HEADER, FILE_OF("C:\\x/l.csv") "x" END, OK, "liste@l.csv=x;"},
        {"a quote in a name", HEADER, FILE_OF("a%22b") "x" END, OK, "liste@a\"b=x;"},
        {"nearly a delimiter", HEADER, FILE_OF("l") "\r\n--XyY" END, OK, "liste@l=\r\n--XyY;"},
        {"dashes are no delimiter", HEADER, FILE_OF("l") "--XyZ" END, OK, "liste@l=--XyZ;"},
        {"no line end behind the last", HEADER, FIELD("a") "1\r\n--XyZ--", OK, "a=1;"},
        {"a boundary in quotes", "Multipart/Form-Data; charset=utf-8; boundary=\"XyZ\"",
         FIELD("a") "1" END, OK, "a=1;"},
        {"another type", "multipart/mixed; boundary=XyZ", FIELD("a") "1" END, ERR_INVALID, ""},
        {"no boundary", "multipart/form-data", FIELD("a") "1" END, ERR_INVALID, ""},
        {"an empty boundary", "multipart/form-data; boundary=", FIELD("a") "1" END, ERR_INVALID,
         ""},
        {"two boundaries", HEADER "; boundary=XyZ", FIELD("a") "1" END, ERR_INVALID, ""},
        {"a boundary never closed", "multipart/form-data; boundary=\"XyZ", FIELD("a") "1" END,
         ERR_INVALID, ""},
        {"a boundary with a blank", "multipart/form-data; boundary=\"X Z\"", "", ERR_INVALID, ""},
        {"71 signs",
         "multipart/form-data; "
         "boundary=12345678901234567890123456789012345678901234567890123456789012345678901",
         "", ERR_INVALID, ""},
        {"nothing", HEADER, "", ERR_INVALID, ""},
        {"a preamble", HEADER, "x\r\n" FIELD("a") "1" END, ERR_INVALID, ""},
        {"an epilogue", HEADER, FIELD("a") "1" END "x", ERR_INVALID, ""},
        {"never ended", HEADER, FIELD("a") "1", ERR_INVALID, ""},
        {"ended by a half", HEADER, FIELD("a") "1\r\n--XyZ", ERR_INVALID, ""},
        {"the delimiter goes on", HEADER, FIELD("a") "1\r\n--XyZZ--\r\n", ERR_INVALID, ""},
        {"line feeds alone", HEADER,
         "--XyZ\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XyZ--\n", ERR_INVALID, ""},
        {"no head", HEADER, "--XyZ\r\n\r\n1" END, ERR_INVALID, ""},
        {"no disposition", HEADER, "--XyZ\r\nContent-Type: text/plain\r\n\r\n1" END, ERR_INVALID,
         ""},
        {"two of them", HEADER,
         "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
         "name=\"b\"\r\n\r\n1" END,
         ERR_INVALID, ""},
        {"no name", HEADER, "--XyZ\r\nContent-Disposition: form-data\r\n\r\n1" END, ERR_INVALID,
         ""},
        {"an empty name", HEADER, FIELD("") "1" END, ERR_INVALID, ""},
        {"two names", HEADER,
         "--XyZ\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1" END,
         ERR_INVALID, ""},
        {"another disposition", HEADER,
         "--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1" END, ERR_INVALID, ""},
        {"filename*", HEADER,
         "--XyZ\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n1" END,
         ERR_INVALID, ""},
        {"a transfer encoding", HEADER,
         "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
         "base64\r\n\r\nMQ==" END,
         ERR_INVALID, ""},
        {"a folded header", HEADER,
         "--XyZ\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\n1" END, ERR_INVALID, ""},
        {"no UTF-8", HEADER, FIELD("a") "\xff" END, ERR_INVALID, ""},
        {"no UTF-8 in a filename", HEADER, FILE_OF("\xff") "x" END, ERR_INVALID, ""},
        {"a long name", HEADER,
         FIELD("12345678901234567890123456789012345678901234567890123456789012345") "1" END,
         ERR_LIMIT, ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct text got = text_init(arena, 4096);
        struct slice parts = {0};
        struct form form = {0};
        struct form_files files = {0};

        CHECK_ERR(table[i].why,
                  multipart_parse(arena, slice_of(table[i].header), slice_of(table[i].body), &form,
                                  &files),
                  table[i].want);
        for (size_t k = 0; k < form.len; k++)
            text_printf(&got, "%.*s=%.*s;", SLICE_ARG(form.fields[k].name),
                        SLICE_ARG(form.fields[k].value));
        for (size_t k = 0; k < files.len; k++)
            text_printf(&got, "%.*s@%.*s=%.*s;", SLICE_ARG(files.files[k].name),
                        SLICE_ARG(files.files[k].filename), SLICE_ARG(files.files[k].bytes));
        assert_int_equal(text_end(&got, &parts), OK);
        CHECK_SLICE(table[i].why, parts, table[i].parts);
    }
}

static struct slice
repeated(const char *before, const char *piece, int times)
{
    struct text t = text_init(arena, (size_t)8 << 20);
    struct slice all = {0};

    text_puts(&t, before);
    for (int i = 0; i < times; i++)
        text_puts(&t, piece);
    text_puts(&t, END);
    assert_int_equal(text_end(&t, &all), OK);
    return all;
}

static void
reaches_its_limits(void **state)
{
    struct form form = {0};
    struct form_files files = {0};
    struct slice header = SLICE(HEADER);

    (void)state;
    CHECK_ERR("as many parts as may be",
              multipart_parse(arena, header,
                              repeated(FIELD("a") "1", "\r\n" FIELD("a") "1", FORM_FIELDS_MAX - 1),
                              &form, &files),
              OK);
    CHECK_INT("parts", form.len, FORM_FIELDS_MAX);
    CHECK_ERR("one more",
              multipart_parse(arena, header,
                              repeated(FIELD("a") "1", "\r\n" FIELD("a") "1", FORM_FIELDS_MAX),
                              &form, &files),
              ERR_LIMIT);
    CHECK_ERR("a long value",
              multipart_parse(arena, header,
                              repeated(FIELD("a") "1", "x", MULTIPART_VALUE_BYTES_MAX), &form,
                              &files),
              ERR_LIMIT);
    CHECK_ERR("a long head",
              multipart_parse(arena, header,
                              repeated("--XyZ\r\nContent-Type: ", "x", MULTIPART_HEAD_BYTES_MAX),
                              &form, &files),
              ERR_LIMIT);
    CHECK_ERR("a long filename",
              multipart_parse(arena, header,
                              repeated("--XyZ\r\nContent-Disposition: form-data; name=\"a\"; "
                                       "filename=\"",
                                       "x\"\r\n\r\n", 1),
                              &form, &files),
              OK);
}

static void
a_field_without_a_chosen_file_has_none(void **state)
{
    struct form form = {0};
    struct form_files files = {0};

    (void)state;
    assert_int_equal(multipart_parse(arena, SLICE(HEADER),
                                     SLICE(FILE_OF("") "\r\n" FILE_OF("l.csv") "x" END), &form,
                                     &files),
                     OK);
    CHECK_SLICE("the second", multipart_file(&files, "liste")->bytes, "x");
    CHECK_TRUE("another", multipart_file(&files, "andere") == NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bodies_become_fields_and_files_or_are_refused, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(reaches_its_limits, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_field_without_a_chosen_file_has_none, open_arena,
                                        close_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
