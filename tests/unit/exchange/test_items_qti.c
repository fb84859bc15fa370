/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/items_qti.h"

#include "exchange/zip_file.h"
#include "given_items.h"

static const struct item_defaults NOTHING;
static const struct item_defaults SOMETHING = {SLICE_INIT("D1.1"), SLICE_INIT("3"),
                                               SLICE_INIT("Filtern")};

static void
each_item_comes_back_as_it_went_out(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct given_items *g = given_items(&ctx);

    (void)state;
    for (int i = 0; i < g->len; i++) {
        const char *code = arena_cstr(arena, g->all[i].item->code);
        struct slice bytes = {0};
        struct item_import im;

        CHECK_ERR(code, items_qti_write_one(&ctx, g->all[i].item, g->all[i].competence, &bytes),
                  OK);
        CHECK_TRUE(code, items_qti_is_one(bytes));
        CHECK_ERR(code, items_qti_read(&ctx, bytes, g->framework, &NOTHING, &im), OK);
        if (im.problems_count > 0)
            fail_msg("%s: %s \"%.*s\" line %d", code, item_problem_name(im.problems[0].what),
                     SLICE_ARG(im.problems[0].value), im.problems[0].line);
        CHECK_INT(code, im.len, 1);
        if (!same_item(&ctx, &im.items[0].item, g->all[i].item, g->all[i].competence))
            fail_msg("%s is another item now:\n%.*s", code, SLICE_ARG(bytes));
    }
}

static struct slice
package_of(struct ctx *ctx, const struct given_items *g)
{
    struct text t = text_init(arena, ITEM_FILE_BYTES_MAX);
    struct items_qti_package p;
    struct slice bytes = {0};

    CHECK_ERR("begin", items_qti_begin(ctx, &t, &p), OK);
    for (int i = 0; i < g->len; i++)
        CHECK_ERR("put", items_qti_put(&p, g->all[i].item, g->all[i].competence), OK);
    CHECK_ERR("end", items_qti_end(&p), OK);
    CHECK_ERR("text", text_end(&t, &bytes), OK);
    return bytes;
}

static void
a_package_has_them_all(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct given_items *g = given_items(&ctx);
    struct item_import im;

    (void)state;
    CHECK_ERR("read", items_qti_read(&ctx, package_of(&ctx, g), g->framework, &NOTHING, &im), OK);
    CHECK_INT("no problem", im.problems_count, 0);
    CHECK_INT("all", im.len, g->len);
    for (int i = 0; i < g->len; i++)
        CHECK_TRUE("the same",
                   same_item(&ctx, &im.items[i].item, g->all[i].item, g->all[i].competence));
}

#define ROOT "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" "
#define NAMES "identifier=\"X-1\" title=\"T\" time-dependent=\"false\">"
#define RESPONSE(cardinality, value)                                                               \
    "<qti-response-declaration identifier=\"RESPONSE\" cardinality=\"" cardinality                 \
    "\" base-type=\"identifier\"><qti-correct-response><qti-value>" value                          \
    "</qti-value></qti-correct-response></qti-response-declaration>"
#define CHOICE(id, text) "<qti-simple-choice identifier=\"" id "\">" text "</qti-simple-choice>"
#define BODY                                                                                       \
    "<qti-item-body><p>Was?</p><qti-choice-interaction response-identifier=\"RESPONSE\">" CHOICE(  \
        "A", "eins") CHOICE("B", "zwei")                                                           \
        CHOICE("C", "drei") "</qti-choice-interaction></qti-item-body>"
#define END "</qti-assessment-item>"

/* Of others' tools, and wrong in one way each. */
static void
what_is_wrong_is_told(void **state)
{
    static const struct {
        const char *why;
        const char *bytes;
        int what;          /* ITEM_PROBLEMS: none */
        const char *value; /* NULL: whatever it is */
    } rows[] = {
        {"good", ROOT NAMES RESPONSE("single", "B") BODY END, ITEM_PROBLEMS, NULL},
        {"good, with a prompt",
         ROOT NAMES RESPONSE(
             "multiple",
             "B") "<qti-item-body><div><qti-choice-interaction response-identifier=\"RESPONSE\">"
                  "<qti-prompt>Was <b>denn</b>?</qti-prompt>" CHOICE("A", "eins")
                      CHOICE("B", "zwei")
                          CHOICE("C", "drei") "</qti-choice-interaction></div></qti-item-body>" END,
         ITEM_PROBLEMS, NULL},
        {"nothing", "", ITEM_PROBLEM_XML, NULL},
        {"cut", ROOT NAMES, ITEM_PROBLEM_XML, NULL},
        {"not closed", ROOT NAMES "<p></b>" END, ITEM_PROBLEM_XML, NULL},
        {"two roots", ROOT NAMES END ROOT NAMES END, ITEM_PROBLEM_XML, NULL},
        {"an entity nobody knows", ROOT NAMES "&xxe;" END, ITEM_PROBLEM_XML, NULL},
        {"not UTF-8", ROOT NAMES "\xff" END, ITEM_PROBLEM_XML, NULL},
        {"a file of the machine",
         "<!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>" ROOT NAMES "&xxe;" END,
         ITEM_PROBLEM_DOCTYPE, NULL},
        {"an address", "<!DOCTYPE x SYSTEM \"http://127.0.0.1/x.dtd\">" ROOT NAMES END,
         ITEM_PROBLEM_DOCTYPE, NULL},
        {"a billion laughs",
         "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>" ROOT NAMES "&b;" END,
         ITEM_PROBLEM_DOCTYPE, NULL},
        {"no namespace", "<qti-assessment-item " NAMES END, ITEM_PROBLEM_NAMESPACE, NULL},
        {"of QTI 2",
         "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\"></assessmentItem>",
         ITEM_PROBLEM_NAMESPACE, "assessmentItem"},
        {"a page", "<html></html>", ITEM_PROBLEM_NAMESPACE, "html"},
        {"no title",
         ROOT "identifier=\"X\" time-dependent=\"false\">" RESPONSE("single", "B") BODY END,
         ITEM_PROBLEM_ATTRIBUTE, "title"},
        {"adaptive", ROOT "adaptive=\"true\" " NAMES RESPONSE("single", "B") BODY END,
         ITEM_PROBLEM_ATTRIBUTE, "adaptive"},
        {"out of order", ROOT NAMES BODY RESPONSE("single", "B") END, ITEM_PROBLEM_ATTRIBUTE, NULL},
        {"no body", ROOT NAMES RESPONSE("single", "B") END, ITEM_PROBLEM_INTERACTION, NULL},
        {"no interaction", ROOT NAMES "<qti-item-body><p>x</p></qti-item-body>" END,
         ITEM_PROBLEM_INTERACTION, NULL},
        {"an unknown one",
         ROOT NAMES "<qti-item-body><qti-slider-interaction/></qti-item-body>" END,
         ITEM_PROBLEM_INTERACTION, "qti-slider-interaction"},
        {"two",
         ROOT NAMES RESPONSE("single", "B") "<qti-item-body><qti-order-interaction/"
                                            "><qti-match-interaction/></qti-item-body>" END,
         ITEM_PROBLEM_INTERACTION, "qti-match-interaction"},
        {"undeclared", ROOT NAMES BODY END, ITEM_PROBLEM_REFERENCE, "RESPONSE"},
        {"declared twice", ROOT NAMES RESPONSE("single", "B") RESPONSE("single", "A") BODY END,
         ITEM_PROBLEM_IDENTIFIER, "RESPONSE"},
        {"right is what is not there", ROOT NAMES RESPONSE("single", "Z") BODY END,
         ITEM_PROBLEM_REFERENCE, "Z"},
        {"a record", ROOT NAMES RESPONSE("record", "B") BODY END, ITEM_PROBLEM_ATTRIBUTE,
         "cardinality"},
        {"choices of one name",
         ROOT NAMES RESPONSE(
             "single", "A") "<qti-item-body><qti-choice-interaction "
                            "response-identifier=\"RESPONSE\">" CHOICE("A", "eins")
                                CHOICE("A", "zwei") "</qti-choice-interaction></qti-item-body>" END,
         ITEM_PROBLEM_IDENTIFIER, "A"},
        {"two choices",
         ROOT NAMES RESPONSE(
             "single", "A") "<qti-item-body><qti-choice-interaction "
                            "response-identifier=\"RESPONSE\">" CHOICE("A", "eins")
                                CHOICE("B", "zwei") "</qti-choice-interaction></qti-item-body>" END,
         ITEM_PROBLEM_RULE, NULL},
        {"nine choices",
         ROOT NAMES RESPONSE(
             "single", "A") "<qti-item-body><qti-choice-interaction "
                            "response-identifier=\"RESPONSE\">" CHOICE("A", "1") CHOICE("B", "2")
                                CHOICE("C", "3") CHOICE("D", "4") CHOICE("E", "5") CHOICE("F", "6")
                                    CHOICE("G", "7") CHOICE("H", "8") CHOICE(
                                        "I", "9") "</qti-choice-interaction></qti-item-body>" END,
         ITEM_PROBLEM_RULE, NULL},
        {"no package", "PK\x03\x04 and more", ITEM_PROBLEM_PACKAGE, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct ctx ctx = {.arena = arena};
        const struct framework *f = given_framework(&ctx);
        struct item_import im;

        CHECK_ERR(rows[i].why, items_qti_read(&ctx, slice_of(rows[i].bytes), f, &SOMETHING, &im),
                  OK);
        if (rows[i].what == ITEM_PROBLEMS) {
            CHECK_INT(rows[i].why, im.problems_count, 0);
            CHECK_INT(rows[i].why, im.len, 1);
            CHECK_INT("its code is to be made", im.items[0].item.code.len, 0);
            continue;
        }
        CHECK_INT(rows[i].why, im.len, 0);
        CHECK_TRUE(rows[i].why, im.problems_count > 0);
        CHECK_SLICE(rows[i].why, slice_of(item_problem_name(im.problems[0].what)),
                    item_problem_name((enum item_problem)rows[i].what));
        if (rows[i].value != NULL)
            CHECK_SLICE(rows[i].why, im.problems[0].value, rows[i].value);
    }
}

static void
what_a_file_does_not_say_must_be_told(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct framework *f = given_framework(&ctx);
    struct item_import im;

    (void)state;
    CHECK_ERR(
        "read",
        items_qti_read(&ctx, SLICE(ROOT NAMES RESPONSE("single", "B") BODY END), f, &NOTHING, &im),
        OK);
    CHECK_INT("none", im.len, 0);
    CHECK_INT("competence", im.problems[0].what, ITEM_PROBLEM_COMPETENCE);
    CHECK_SLICE("level", im.problems[1].value, "KC_LEVEL");
}

/* Each limit of the XML reader, and a ZIP entry that says it is small and is not. */
static void
what_is_too_large_is_refused(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct framework *f = given_framework(&ctx);
    struct text t = text_init(arena, 8 << 20);
    struct slice bytes = {0};
    struct item_import im;

    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        text_clear(&t);
        text_puts(&t, ROOT NAMES);
        for (int i = 0; kind == 0 && i <= XML_DEPTH_MAX; i++)
            text_puts(&t, "<div>");
        for (int i = 0; kind == 1 && i <= XML_NODES_MAX; i++)
            text_puts(&t, "<p/>");
        for (int i = 0; kind == 2 && i <= XML_BYTES_MAX; i++)
            text_putc(&t, 'x');
        text_puts(&t, END);
        CHECK_ERR("text", text_end(&t, &bytes), OK);
        CHECK_ERR("read", items_qti_read(&ctx, bytes, f, &SOMETHING, &im), OK);
        CHECK_INT("refused", im.problems[0].what, ITEM_PROBLEM_XML);
        CHECK_INT("nothing", im.len, 0);
    }
}

/* Read once: two thousand readings of it would fill the arena. */
static const struct framework *framework_of_damage;

static enum err
read_damaged(struct ctx *ctx, struct slice bytes)
{
    struct item_import im;
    enum err e = items_qti_read(ctx, bytes, framework_of_damage, &NOTHING, &im);

    for (int i = 0; e == OK && i < im.len; i++)
        CHECK_INT("sound", item_fault(&im.items[i].item), 0);
    return e;
}

static void
damage_is_a_problem_or_nothing(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct given_items *g = given_items(&ctx);
    bool seen[ITEM_KINDS] = {false};

    (void)state;
    framework_of_damage = g->framework;
    for (int i = 0; i < g->len; i++) {
        struct slice bytes = {0};

        if (seen[g->all[i].item->kind])
            continue;
        seen[g->all[i].item->kind] = true;
        CHECK_ERR("write", items_qti_write_one(&ctx, g->all[i].item, g->all[i].competence, &bytes),
                  OK);
        survives_damage_to(bytes, read_damaged);
    }
    g->len = 8;
    survives_damage_to(package_of(&ctx, g), read_damaged);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_item_comes_back_as_it_went_out),
        TEST(a_package_has_them_all),
        TEST(what_is_wrong_is_told),
        TEST(what_a_file_does_not_say_must_be_told),
        TEST(what_is_too_large_is_refused),
        TEST(damage_is_a_problem_or_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
