/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked and what is right: the interactions of the body and their responses. */
#include "exchange/items_qti_parts.h"
#include "exchange/qti_text.h"

/* A response of the item, with what is right. */
struct response {
    const struct xml_node *node;
    struct slice identifier;
    struct slice cardinality;
    struct slice type;
};

/* --- responses: QTI-4, QTI-5 ------------------------------------------------ */

/* Declared under this name, once, and of the cardinality and type that the interaction needs. */
static bool
find_response(const struct items_qti_taking *t, const struct xml_node *interaction,
              const char *type, struct response *ret_response)
{
    struct slice name = xml_attribute(interaction, "response-identifier");
    struct xml_node *at = NULL;
    struct response found = {.node = NULL};

    while ((at = xml_child(t->root, at, "qti-response-declaration")) != NULL) {
        if (name.at == NULL || !slice_eq(xml_attribute(at, "identifier"), name))
            continue;
        if (found.node != NULL)
            items_qti_problem(t, ITEM_PROBLEM_IDENTIFIER, at, name);
        found = (struct response){at, name, xml_attribute(at, "cardinality"),
                                  xml_attribute(at, "base-type")};
    }
    if (found.node == NULL) {
        items_qti_problem(t, name.at == NULL ? ITEM_PROBLEM_ATTRIBUTE : ITEM_PROBLEM_REFERENCE,
                          interaction, name.at == NULL ? SLICE("response-identifier") : name);
        return false;
    }
    if (!slice_is(found.type, type)) {
        items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, found.node, SLICE("base-type"));
        return false;
    }
    *ret_response = found;
    return true;
}

/* The next value that is right; NULL behind the last. */
static struct xml_node *
next_value(const struct response *response, struct xml_node *after)
{
    const struct xml_node *correct = xml_child(response->node, NULL, "qti-correct-response");

    return correct == NULL ? NULL : xml_child(correct, after, "qti-value");
}

static enum err
text_of(const struct items_qti_taking *t, struct xml_node *n, struct slice *ret_text)
{
    return qti_text_of(t->r->ctx->arena, n, (struct qti_text_skip){.interactions = true},
                       XML_BYTES_MAX, ret_text);
}

/* Choices of an interaction by their identifiers, in the order of the file. */
struct named {
    struct slice names[ITEM_CHOICES_MAX];
    struct xml_node *nodes[ITEM_CHOICES_MAX];
    int len;
};

static void
name_choices(const struct items_qti_taking *t, const struct xml_node *in, const char *element,
             struct named *ret_named)
{
    struct xml_node *at = NULL;

    ret_named->len = 0;
    while ((at = xml_child(in, at, element)) != NULL) {
        struct slice name = xml_attribute(at, "identifier");

        if (name.at == NULL)
            items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, at, SLICE("identifier"));
        for (int i = 0; i < ret_named->len; i++)
            if (slice_eq(ret_named->names[i], name))
                items_qti_problem(t, ITEM_PROBLEM_IDENTIFIER, at, name);
        if (ret_named->len == ITEM_CHOICES_MAX) {
            items_qti_rule(t, 1);
            return;
        }
        ret_named->names[ret_named->len] = name;
        ret_named->nodes[ret_named->len++] = at;
    }
}

/* -1, and a problem, when there is none of this name. */
static int
find_named(const struct items_qti_taking *t, const struct named *named, const struct xml_node *n,
           struct slice name)
{
    for (int i = 0; i < named->len; i++)
        if (slice_eq(named->names[i], name))
            return i;
    items_qti_problem(t, ITEM_PROBLEM_REFERENCE, n, name);
    return -1;
}

static enum err
mark_right(const struct items_qti_taking *t, const struct response *response,
           const struct named *named, struct item_choice *choices)
{
    struct xml_node *value = NULL;

    while ((value = next_value(response, value)) != NULL) {
        struct slice name = {0};
        int i;

        TRY(text_of(t, value, &name));
        i = find_named(t, named, value, name);
        if (i >= 0)
            choices[i].credit = 1;
    }
    return OK;
}

/* --- kinds: QTI-6, QTI-7 ---------------------------------------------------- */

static enum err
read_cells(const struct items_qti_taking *t, struct xml_node *n, const struct slice **ret_cells,
           int *ret_len)
{
    struct slice *cells = arena_array(t->r->ctx->arena, struct slice, ITEM_COLUMNS_MAX);
    struct xml_node *at = NULL;
    int len = 0;

    if (cells == NULL)
        return ERR_LIMIT;
    while ((at = xml_child(n, at, "span")) != NULL && len < ITEM_COLUMNS_MAX)
        if (qti_text_has_class(at, "kc-cell"))
            TRY(text_of(t, at, &cells[len++]));
    *ret_cells = cells;
    *ret_len = len;
    return OK;
}

static enum err
read_columns(struct items_qti_taking *t)
{
    struct xml_node *at = NULL;

    while ((at = xml_child(t->body, at, "p")) != NULL)
        if (qti_text_has_class(at, "kc-columns"))
            return read_cells(t, at, &t->item.columns, &t->item.columns_len);
    items_qti_rule(t, 2);
    return OK;
}

/* Credits of a situation: whole numbers from 0 to 3, as its mapping says. */
static void
read_mapping(struct items_qti_taking *t, const struct response *response, const struct named *named)
{
    const struct xml_node *mapping = xml_child(response->node, NULL, "qti-mapping");
    struct xml_node *at = NULL;

    for (int i = 0; i < named->len; i++)
        t->choices[i].credit = 0;
    while (mapping != NULL && (at = xml_child(mapping, at, "qti-map-entry")) != NULL) {
        int i = find_named(t, named, at, xml_attribute(at, "map-key"));
        struct slice value = xml_attribute(at, "mapped-value");
        int64_t credit = 0;

        if (slice_ends(value, SLICE(".0")))
            value.len -= 2;
        if (slice_int(value, 0, ITEM_CREDIT_MAX, &credit) != OK)
            items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, at, SLICE("mapped-value"));
        else if (i >= 0)
            t->choices[i].credit = (uint8_t)credit;
    }
}

static bool
is_graded(const struct response *response)
{
    const struct xml_node *mapping = xml_child(response->node, NULL, "qti-mapping");
    struct xml_node *at = NULL;
    int64_t n;

    while (mapping != NULL && (at = xml_child(mapping, at, "qti-map-entry")) != NULL)
        if (slice_int(xml_attribute(at, "mapped-value"), 2, ITEM_CREDIT_MAX, &n) == OK)
            return true;
    return false;
}

static enum err
read_choice(struct items_qti_taking *t, struct xml_node *interaction, struct slice kind)
{
    struct response response = {.node = NULL};
    struct named named;
    bool several;

    if (!find_response(t, interaction, "identifier", &response))
        return OK;
    several = slice_is(response.cardinality, "multiple");
    if (!several && !slice_is(response.cardinality, "single"))
        items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, response.node, SLICE("cardinality"));
    name_choices(t, interaction, "qti-simple-choice", &named);
    t->item.kind = several                                               ? ITEM_MULTIPLE
                   : slice_is(kind, "pick")                              ? ITEM_PICK
                   : slice_is(kind, "situation") || is_graded(&response) ? ITEM_SITUATION
                                                                         : ITEM_SINGLE;
    t->item.choices_len = named.len;
    if (t->item.kind == ITEM_PICK)
        TRY(read_columns(t));
    for (int i = 0; i < named.len; i++) {
        int cells = 0;

        if (t->item.kind != ITEM_PICK) {
            TRY(text_of(t, named.nodes[i], &t->choices[i].text));
            continue;
        }
        TRY(read_cells(t, named.nodes[i], &t->choices[i].cells, &cells));
        if (cells != t->item.columns_len)
            items_qti_rule(t, 2);
    }
    TRY(mark_right(t, &response, &named, t->choices));
    if (t->item.kind == ITEM_SITUATION)
        read_mapping(t, &response, &named);
    return OK;
}

/* The choices in the order that is right. */
static enum err
read_order(struct items_qti_taking *t, struct xml_node *interaction)
{
    struct response response = {.node = NULL};
    struct xml_node *value = NULL;
    struct named named;
    unsigned seen = 0;

    if (!find_response(t, interaction, "identifier", &response))
        return OK;
    if (!slice_is(response.cardinality, "ordered"))
        items_qti_problem(t, ITEM_PROBLEM_ATTRIBUTE, response.node, SLICE("cardinality"));
    name_choices(t, interaction, "qti-simple-choice", &named);
    t->item.kind = ITEM_ORDER;
    while ((value = next_value(&response, value)) != NULL) {
        struct slice name = {0};
        int i;

        TRY(text_of(t, value, &name));
        i = find_named(t, &named, value, name);
        if (i < 0)
            continue;
        if (seen & 1U << i) {
            items_qti_problem(t, ITEM_PROBLEM_IDENTIFIER, value, name);
            continue;
        }
        seen |= 1U << i;
        TRY(text_of(t, named.nodes[i], &t->choices[t->item.choices_len++].text));
    }
    if (t->item.choices_len != named.len)
        items_qti_rule(t, 4);
    return OK;
}

/* "L1 C1": which right side belongs to which left one. */
static enum err
read_pair(struct items_qti_taking *t, const struct named *sides, struct xml_node *value)
{
    struct slice pair = {0};
    struct slice left = {0};
    struct slice right;
    int l;
    int c;

    TRY(text_of(t, value, &pair));
    right = pair;
    (void)slice_next(&right, ' ', &left);
    l = find_named(t, &sides[0], value, left);
    c = find_named(t, &sides[1], value, right);
    if (l < 0 || c < 0)
        return OK;
    if (t->blanks[l].label.len > 0) {
        items_qti_problem(t, ITEM_PROBLEM_IDENTIFIER, value, left);
        return OK;
    }
    TRY(text_of(t, sides[0].nodes[l], &t->blanks[l].label));
    return text_of(t, sides[1].nodes[c], &t->choices[l].text);
}

static enum err
read_match(struct items_qti_taking *t, struct xml_node *interaction)
{
    struct response response = {.node = NULL};
    struct xml_node *value = NULL;
    struct xml_node *set = NULL;
    struct named sides[2] = {{.len = 0}, {.len = 0}};

    if (!find_response(t, interaction, "directedPair", &response))
        return OK;
    t->item.kind = ITEM_MATCH;
    for (int i = 0; i < 2; i++) {
        set = xml_child(interaction, set, "qti-simple-match-set");
        if (set == NULL) {
            items_qti_rule(t, 5);
            return OK;
        }
        name_choices(t, set, "qti-simple-associable-choice", &sides[i]);
    }
    while ((value = next_value(&response, value)) != NULL)
        TRY(read_pair(t, sides, value));
    t->item.choices_len = t->item.blanks_len = sides[0].len;
    if (sides[0].len != sides[1].len)
        items_qti_rule(t, 5);
    return OK;
}

static enum err
read_typed(struct items_qti_taking *t, struct xml_node *interaction, struct item_blank *b)
{
    struct slice *words = arena_array(t->r->ctx->arena, struct slice, ITEM_ACCEPTED_MAX);
    struct response response = {.node = NULL};
    const struct xml_node *mapping;
    struct xml_node *at = NULL;

    if (words == NULL)
        return ERR_LIMIT;
    if (!find_response(t, interaction, "string", &response))
        return OK;
    mapping = xml_child(response.node, NULL, "qti-mapping");
    b->accepted = words;
    while (mapping != NULL && (at = xml_child(mapping, at, "qti-map-entry")) != NULL) {
        if (b->accepted_len == ITEM_ACCEPTED_MAX) {
            items_qti_rule(t, 1);
            return OK;
        }
        words[b->accepted_len++] = xml_attribute(at, "map-key");
    }
    at = next_value(&response, NULL);
    if (b->accepted_len == 0 && at != NULL)
        TRY(text_of(t, at, &words[b->accepted_len++]));
    return OK;
}

static enum err
read_chosen(struct items_qti_taking *t, struct xml_node *interaction, struct item_blank *b)
{
    struct item_choice *choices =
        arena_array(t->r->ctx->arena, struct item_choice, ITEM_CHOICES_MAX);
    struct response response = {.node = NULL};
    struct named named;

    if (choices == NULL)
        return ERR_LIMIT;
    if (!find_response(t, interaction, "identifier", &response))
        return OK;
    name_choices(t, interaction, "qti-inline-choice", &named);
    for (int i = 0; i < named.len; i++)
        TRY(text_of(t, named.nodes[i], &choices[i].text));
    b->choices = choices;
    b->choices_len = named.len;
    return mark_right(t, &response, &named, choices);
}

/* Blanks of a text, or fields of a form: each with what stands before it. */
static enum err
read_blanks(struct items_qti_taking *t, struct slice kind)
{
    struct qti_text_pieces p = {.len = 0};
    enum err e = qti_text_pieces(t->r->ctx->arena, t->body, ITEM_PARTS_MAX, &p);

    if (e == ERR_LIMIT && p.len == ITEM_PARTS_MAX) {
        items_qti_rule(t, 1);
        return OK;
    }
    TRY(e);
    t->item.kind = slice_is(kind, "form") ? ITEM_FORM : ITEM_GAP;
    for (int i = 0; i < p.len; i++) {
        struct item_blank *b = &t->blanks[t->item.blanks_len++];

        b->label = t->item.kind == ITEM_FORM ? slice_trim(p.pieces[i]) : p.pieces[i];
        if (slice_is(p.interactions[i]->name, "qti-text-entry-interaction"))
            TRY(read_typed(t, p.interactions[i], b));
        else
            TRY(read_chosen(t, p.interactions[i], b));
    }
    if (t->item.kind == ITEM_GAP)
        t->item.after = p.pieces[p.len];
    return OK;
}

/* One interaction, or only such as stand within a text (QTI-6). */
enum err
items_qti_kind(struct items_qti_taking *t)
{
    struct xml_node *first = qti_text_interaction_in(t->body);
    struct slice kind = {0};
    bool blanks = false;

    TRY(items_qti_outcome(t, "KC_KIND", &kind));
    if (first == NULL) {
        items_qti_problem(t, ITEM_PROBLEM_INTERACTION, t->body, SLICE("qti-item-body"));
        return OK;
    }
    for (struct xml_node *at = first; at != NULL; at = xml_walk(t->body, at)) {
        bool blank = slice_is(at->name, "qti-inline-choice-interaction") ||
                     slice_is(at->name, "qti-text-entry-interaction");

        if (!qti_text_is_interaction(at))
            continue;
        blanks |= blank;
        if (at != first && !(blank && blanks)) {
            items_qti_problem(t, ITEM_PROBLEM_INTERACTION, at, at->name);
            return OK;
        }
    }
    if (blanks)
        return read_blanks(t, kind);
    if (slice_is(first->name, "qti-choice-interaction"))
        return read_choice(t, first, kind);
    if (slice_is(first->name, "qti-order-interaction"))
        return read_order(t, first);
    if (slice_is(first->name, "qti-match-interaction"))
        return read_match(t, first);
    items_qti_problem(t, ITEM_PROBLEM_INTERACTION, first, first->name);
    return OK;
}
