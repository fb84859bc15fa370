/* SPDX-License-Identifier: EUPL-1.2 */
/* One item of QTI 3.0, checked by the rules QTI-1 to QTI-8 of docs/rules/item.md. */
#include "exchange/items_qti_parts.h"
#include "exchange/qti_text.h"

void
items_qti_problem(const struct items_qti_taking *t, enum item_problem what,
                  const struct xml_node *n, struct slice value)
{
    items_qti_tell(t->r, what, n != NULL ? n->line : t->root->line, value);
}

void
items_qti_rule(const struct items_qti_taking *t, int rule)
{
    item_import_tell(t->r->import,
                     (struct item_import_problem){.what = ITEM_PROBLEM_RULE,
                                                  .file = t->r->file,
                                                  .line = t->root->line,
                                                  .value = t->item.code,
                                                  .fault = {SHEET_ROWS, rule, 0, -1}});
}

static bool
has_problems(const struct items_qti_taking *t, int64_t before)
{
    return t->r->import->problems_count > before;
}

/* --- the frame: QTI-1, QTI-2, QTI-3 ----------------------------------------- */

static int
rank_of(struct slice name)
{
    static const char *const ORDER[] = {"qti-context-declaration", "qti-response-declaration",
                                        "qti-outcome-declaration", "qti-template-declaration",
                                        "qti-template-processing", "qti-stylesheet",
                                        "qti-item-body",           "qti-response-processing",
                                        "qti-modal-feedback"};

    for (size_t i = 0; i < ARRAY_LEN(ORDER); i++)
        if (slice_is(name, ORDER[i]))
            return (int)i;
    return -1;
}

static void
check_frame(struct items_qti_taking *t)
{
    static const char *const NEEDED[] = {"identifier", "title", "time-dependent"};
    int last = -1;

    for (size_t i = 0; i < ARRAY_LEN(NEEDED); i++)
        if (xml_attribute(t->root, NEEDED[i]).at == NULL)
            items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, t->root, slice_of(NEEDED[i]));
    if (slice_is(xml_attribute(t->root, "adaptive"), "true"))
        items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, t->root, SLICE("adaptive"));
    for (struct xml_node *at = t->root->first; at != NULL; at = at->next) {
        int rank = rank_of(at->name);

        if (rank >= 0 && rank < last)
            items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, at, at->name);
        last = rank > last ? rank : last;
        if (slice_is(at->name, "qti-item-body"))
            t->body = at;
    }
    if (t->body == NULL)
        items_qti_problem(t, ITEM_PROBLEM_INTERACTION, t->root, SLICE("qti-item-body"));
}

enum err
items_qti_outcome(const struct items_qti_taking *t, const char *name, struct slice *ret_value)
{
    struct xml_node *at = NULL;

    *ret_value = SLICE("");
    while ((at = xml_child(t->root, at, "qti-outcome-declaration")) != NULL)
        if (slice_is(xml_attribute(at, "identifier"), name))
            return qti_text_of(t->r->ctx->arena, at, (struct qti_text_skip){.interactions = true},
                               XML_BYTES_MAX, ret_value);
    return OK;
}

static struct slice
either(struct slice said, struct slice otherwise)
{
    return said.len > 0 ? said : otherwise;
}

/* What QTI has no place for: from our variables, else from what the reader was told. */
static enum err
read_own(struct items_qti_taking *t)
{
    struct slice competence = {0};
    struct slice level = {0};
    struct slice facet = {0};
    const struct competence *c;
    int64_t n = 0;

    TRY(items_qti_outcome(t, "KC_COMPETENCE", &competence));
    TRY(items_qti_outcome(t, "KC_LEVEL", &level));
    TRY(items_qti_outcome(t, "KC_FACET", &facet));
    if (competence.len > 0)
        t->item.code = xml_attribute(t->root, "identifier");
    competence = either(competence, t->r->defaults->competence);
    c = framework_by_code(t->r->framework, competence);
    if (c == NULL)
        items_qti_problem(t, ITEM_PROBLEM_COMPETENCE, t->root, competence);
    else {
        t->item.competence = c->id;
        t->out.competence = c->code;
    }
    if (slice_int(either(level, t->r->defaults->level), 1, LEVEL_MAX, &n) != OK)
        items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, t->root, SLICE("KC_LEVEL"));
    t->item.level = (uint8_t)n;
    t->item.facet = either(either(facet, t->r->defaults->facet), xml_attribute(t->root, "title"));
    return OK;
}

/* The question, with the prompt of the interaction, and the explanation. */
static enum err
read_texts(struct items_qti_taking *t)
{
    struct qti_text_skip skip = {.interactions = true,
                                 .with_blanks =
                                     t->item.kind == ITEM_GAP || t->item.kind == ITEM_FORM,
                                 .class_ = "kc-columns"};
    const struct qti_text_skip all = {.interactions = true};
    struct xml_node *first = qti_text_interaction_in(t->body);
    struct xml_node *prompt = xml_child(first, NULL, "qti-prompt");
    struct xml_node *feedback = xml_child(t->root, NULL, "qti-modal-feedback");
    struct arena *a = t->r->ctx->arena;

    TRY(qti_text_of(a, t->body, skip, XML_BYTES_MAX, &t->item.text));
    if (t->item.text.len == 0 && prompt != NULL)
        TRY(qti_text_of(a, prompt, all, XML_BYTES_MAX, &t->item.text));
    t->item.text = either(t->item.text, xml_attribute(t->root, "title"));
    return feedback == NULL ? OK
                            : qti_text_of(a, feedback, all, XML_BYTES_MAX, &t->item.explanation);
}

/* Lengths and rules, as for every other way in. */
static enum err
take_sound(struct items_qti_taking *t)
{
    struct arena *a = t->r->ctx->arena;
    struct item_sheet_faults faults = {.len = 0};
    struct item named = t->item;
    struct item_sheet sheet = {.rows_len = 0};
    enum err e;

    if (named.code.len == 0)
        named.code = SLICE("neu");
    e = item_sheet_of(a, &named, t->out.competence, &sheet);
    if (e == ERR_LIMIT) {
        items_qti_rule(t, 0);
        return OK;
    }
    TRY(item_sheet_read(a, &sheet, named.competence, &t->out.item, &faults));
    for (int i = 0; i < faults.len; i++)
        item_import_tell(t->r->import, (struct item_import_problem){.what = ITEM_PROBLEM_RULE,
                                                                    .file = t->r->file,
                                                                    .line = t->root->line,
                                                                    .value = t->item.code,
                                                                    .fault = faults.faults[i]});
    t->out.item.code = t->item.code;
    t->out.file = t->r->file;
    t->out.line = t->root->line;
    if (faults.len == 0)
        item_import_take(t->r->import, &t->out);
    return OK;
}

enum err
items_qti_take(const struct items_qti_reading *r, const struct xml_node *root)
{
    struct items_qti_taking *t = arena_new(r->ctx->arena, struct items_qti_taking);
    int64_t before = r->import->problems_count;

    if (t == NULL)
        return ERR_LIMIT;
    t->r = r;
    t->root = root;
    t->item.choices = t->choices;
    t->item.blanks = t->blanks;
    if (!slice_is(root->name, "qti-assessment-item") || !slice_is(root->space, ITEMS_QTI_SPACE)) {
        items_qti_problem(t, ITEM_PROBLEM_NAMESPACE, root, root->name);
        return OK;
    }
    check_frame(t);
    TRY(read_own(t));
    if (!item_import_code_is_sound(t->item.code))
        items_qti_problem(t, ITEM_PROBLEM_CODE, root, t->item.code);
    if (t->body == NULL)
        return OK;
    TRY(items_qti_kind(t));
    if (has_problems(t, before))
        return OK;
    TRY(read_texts(t));
    return take_sound(t);
}
