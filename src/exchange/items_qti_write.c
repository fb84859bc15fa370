/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/items_qti_parts.h"

#define TEMPLATES "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"

/* --- pieces ----------------------------------------------------------------- */

static void
put_escaped(struct text *t, struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        switch (s.at[i]) {
        case '&':
            text_puts(t, "&amp;");
            break;
        case '<':
            text_puts(t, "&lt;");
            break;
        case '>':
            text_puts(t, "&gt;");
            break;
        case '"':
            text_puts(t, "&quot;");
            break;
        case '\n':
            text_puts(t, "<br/>");
            break;
        default:
            text_putc(t, s.at[i]);
        }
    }
}

/* In an attribute a line break is a space: titles and keys have none. */
static void
put_attribute(struct text *t, const char *name, struct slice value)
{
    text_printf(t, " %s=\"", name);
    for (size_t i = 0; i < value.len; i++) {
        struct slice c = slice_sub(value, i, 1);

        if (c.at[0] == '\n')
            text_puts(t, "&#10;");
        else
            put_escaped(t, c);
    }
    text_putc(t, '"');
}

/* "C1": choice 0. */
static void
put_name(struct text *t, char kind, int i)
{
    text_putc(t, kind);
    text_int(t, i + 1);
}

static void
put_outcome(struct text *t, const char *name, const char *type, struct slice value)
{
    text_printf(t,
                "  <qti-outcome-declaration identifier=\"%s\" cardinality=\"single\" "
                "base-type=\"%s\">\n    <qti-default-value><qti-value>",
                name, type);
    put_escaped(t, value);
    text_puts(t, "</qti-value></qti-default-value>\n  </qti-outcome-declaration>\n");
}

/* --- what is right ---------------------------------------------------------- */

static void
begin_response(struct text *t, int number, const char *cardinality, const char *type)
{
    text_puts(t, "  <qti-response-declaration identifier=\"RESPONSE");
    if (number > 0)
        text_int(t, number);
    text_printf(t, "\" cardinality=\"%s\" base-type=\"%s\">\n    <qti-correct-response>\n",
                cardinality, type);
}

static void
put_value(struct text *t, char kind, int i)
{
    text_puts(t, "      <qti-value>");
    put_name(t, kind, i);
    text_puts(t, "</qti-value>\n");
}

static void
end_response(struct text *t)
{
    text_puts(t, "    </qti-correct-response>\n  </qti-response-declaration>\n");
}

static void
put_choice_response(struct text *t, const struct item *it)
{
    bool graded = it->kind == ITEM_SITUATION;

    begin_response(t, 0, it->kind == ITEM_MULTIPLE ? "multiple" : "single", "identifier");
    for (int i = 0; i < it->choices_len; i++)
        if (it->choices[i].credit == item_credit_max(it))
            put_value(t, 'C', i);
    text_puts(t, "    </qti-correct-response>\n");
    if (graded) {
        text_puts(t, "    <qti-mapping default-value=\"0\">\n");
        for (int i = 0; i < it->choices_len; i++) {
            text_puts(t, "      <qti-map-entry map-key=\"");
            put_name(t, 'C', i);
            text_printf(t, "\" mapped-value=\"%d\"/>\n", it->choices[i].credit);
        }
        text_puts(t, "    </qti-mapping>\n");
    }
    text_puts(t, "  </qti-response-declaration>\n");
}

static void
put_order_response(struct text *t, const struct item *it)
{
    begin_response(t, 0, "ordered", "identifier");
    for (int i = 0; i < it->choices_len; i++)
        put_value(t, 'C', i);
    end_response(t);
}

static void
put_match_response(struct text *t, const struct item *it)
{
    begin_response(t, 0, "multiple", "directedPair");
    for (int i = 0; i < it->choices_len; i++) {
        text_puts(t, "      <qti-value>");
        put_name(t, 'L', i);
        text_putc(t, ' ');
        put_name(t, 'C', i);
        text_puts(t, "</qti-value>\n");
    }
    end_response(t);
}

static void
put_typed_response(struct text *t, const struct item_blank *b, int number)
{
    begin_response(t, number, "single", "string");
    text_puts(t, "      <qti-value>");
    put_escaped(t, b->accepted[0]);
    text_puts(t,
              "</qti-value>\n    </qti-correct-response>\n    <qti-mapping default-value=\"0\">\n");
    for (int k = 0; k < b->accepted_len; k++) {
        text_puts(t, "      <qti-map-entry");
        put_attribute(t, "map-key", b->accepted[k]);
        text_puts(t, " mapped-value=\"1\" case-sensitive=\"false\"/>\n");
    }
    text_puts(t, "    </qti-mapping>\n  </qti-response-declaration>\n");
}

static void
put_blank_responses(struct text *t, const struct item *it)
{
    for (int b = 0; b < it->blanks_len; b++) {
        const struct item_blank *blank = &it->blanks[b];

        if (blank->accepted_len > 0) {
            put_typed_response(t, blank, b + 1);
            continue;
        }
        begin_response(t, b + 1, "single", "identifier");
        for (int i = 0; i < blank->choices_len; i++)
            if (blank->choices[i].credit > 0)
                put_value(t, 'C', i);
        end_response(t);
    }
}

static void
put_responses(struct text *t, const struct item *it)
{
    if (it->kind == ITEM_ORDER)
        put_order_response(t, it);
    else if (it->kind == ITEM_MATCH)
        put_match_response(t, it);
    else if (it->kind == ITEM_GAP || it->kind == ITEM_FORM)
        put_blank_responses(t, it);
    else
        put_choice_response(t, it);
}

/* --- what is shown ---------------------------------------------------------- */

/* A paragraph for each line of the question. */
static void
put_lines(struct text *t, struct slice text)
{
    struct slice rest = text;
    struct slice line;

    while (slice_next(&rest, '\n', &line)) {
        text_puts(t, "    <p>");
        put_escaped(t, line);
        text_puts(t, "</p>\n");
    }
    if (slice_ends(text, SLICE("\n")))
        text_puts(t, "    <p></p>\n");
}

static void
put_cells(struct text *t, const struct slice *cells, int len)
{
    for (int i = 0; i < len; i++) {
        text_puts(t, i > 0 ? " | <span class=\"kc-cell\">" : "<span class=\"kc-cell\">");
        put_escaped(t, cells[i]);
        text_puts(t, "</span>");
    }
}

static void
put_choices(struct text *t, const struct item *it, const char *element)
{
    for (int i = 0; i < it->choices_len; i++) {
        text_printf(t, "      <%s identifier=\"", element);
        put_name(t, 'C', i);
        text_puts(t, it->kind == ITEM_MATCH ? "\" match-max=\"1\">" : "\">");
        if (it->kind == ITEM_PICK)
            put_cells(t, it->choices[i].cells, it->columns_len);
        else
            put_escaped(t, it->choices[i].text);
        text_printf(t, "</%s>\n", element);
    }
}

static void
put_choice_interaction(struct text *t, const struct item *it)
{
    if (it->kind == ITEM_PICK) {
        text_puts(t, "    <p class=\"kc-columns\">");
        put_cells(t, it->columns, it->columns_len);
        text_puts(t, "</p>\n");
    }
    text_printf(t,
                "    <qti-choice-interaction response-identifier=\"RESPONSE\" shuffle=\"true\" "
                "max-choices=\"%d\">\n",
                it->kind == ITEM_MULTIPLE ? 0 : 1);
    put_choices(t, it, "qti-simple-choice");
    text_puts(t, "    </qti-choice-interaction>\n");
}

static void
put_match_interaction(struct text *t, const struct item *it)
{
    text_printf(t,
                "    <qti-match-interaction response-identifier=\"RESPONSE\" shuffle=\"true\" "
                "max-associations=\"%d\">\n    <qti-simple-match-set>\n",
                it->blanks_len);
    for (int i = 0; i < it->blanks_len; i++) {
        text_puts(t, "      <qti-simple-associable-choice identifier=\"");
        put_name(t, 'L', i);
        text_puts(t, "\" match-max=\"1\">");
        put_escaped(t, it->blanks[i].label);
        text_puts(t, "</qti-simple-associable-choice>\n");
    }
    text_puts(t, "    </qti-simple-match-set>\n    <qti-simple-match-set>\n");
    put_choices(t, it, "qti-simple-associable-choice");
    text_puts(t, "    </qti-simple-match-set>\n    </qti-match-interaction>\n");
}

/* Between words of a sentence: no line break of ours may come in. */
static void
put_blank(struct text *t, const struct item_blank *b, int number)
{
    if (b->accepted_len > 0) {
        text_printf(t, "<qti-text-entry-interaction response-identifier=\"RESPONSE%d\"/>", number);
        return;
    }
    text_printf(t,
                "<qti-inline-choice-interaction response-identifier=\"RESPONSE%d\" "
                "shuffle=\"true\">",
                number);
    for (int i = 0; i < b->choices_len; i++) {
        text_puts(t, "<qti-inline-choice identifier=\"");
        put_name(t, 'C', i);
        text_puts(t, "\">");
        put_escaped(t, b->choices[i].text);
        text_puts(t, "</qti-inline-choice>");
    }
    text_puts(t, "</qti-inline-choice-interaction>");
}

static void
put_gaps(struct text *t, const struct item *it)
{
    text_puts(t, "    <p class=\"kc-gaps\">");
    for (int b = 0; b < it->blanks_len; b++) {
        put_escaped(t, it->blanks[b].label);
        put_blank(t, &it->blanks[b], b + 1);
    }
    put_escaped(t, it->after);
    text_puts(t, "</p>\n");
}

static void
put_form(struct text *t, const struct item *it)
{
    for (int b = 0; b < it->blanks_len; b++) {
        text_puts(t, "    <p class=\"kc-field\"><span class=\"kc-label\">");
        put_escaped(t, it->blanks[b].label);
        text_puts(t, "</span> ");
        put_blank(t, &it->blanks[b], b + 1);
        text_puts(t, "</p>\n");
    }
}

static void
put_body(struct text *t, const struct item *it)
{
    text_puts(t, "  <qti-item-body>\n");
    put_lines(t, it->text);
    switch (it->kind) {
    case ITEM_ORDER:
        text_puts(t, "    <qti-order-interaction response-identifier=\"RESPONSE\" "
                     "shuffle=\"true\">\n");
        put_choices(t, it, "qti-simple-choice");
        text_puts(t, "    </qti-order-interaction>\n");
        break;
    case ITEM_MATCH:
        put_match_interaction(t, it);
        break;
    case ITEM_GAP:
        put_gaps(t, it);
        break;
    case ITEM_FORM:
        put_form(t, it);
        break;
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
    case ITEM_PICK:
    case ITEM_SITUATION:
        put_choice_interaction(t, it);
        break;
    }
    text_puts(t, "  </qti-item-body>\n");
}

/* --- how it is scored ------------------------------------------------------- */

/* ITEM-8: all blanks right, or nothing. */
static void
put_blank_processing(struct text *t, const struct item *it)
{
    text_puts(t, "  <qti-response-processing>\n    <qti-response-condition>\n"
                 "      <qti-response-if>\n        <qti-and>\n");
    for (int b = 0; b < it->blanks_len; b++) {
        if (it->blanks[b].accepted_len > 0)
            text_printf(t,
                        "          <qti-gte><qti-map-response identifier=\"RESPONSE%d\"/>"
                        "<qti-base-value base-type=\"float\">1</qti-base-value></qti-gte>\n",
                        b + 1);
        else
            text_printf(t,
                        "          <qti-match><qti-variable identifier=\"RESPONSE%d\"/>"
                        "<qti-correct identifier=\"RESPONSE%d\"/></qti-match>\n",
                        b + 1, b + 1);
    }
    text_puts(t, "        </qti-and>\n        <qti-set-outcome-value identifier=\"SCORE\">"
                 "<qti-base-value base-type=\"float\">1</qti-base-value></qti-set-outcome-value>\n"
                 "      </qti-response-if>\n    </qti-response-condition>\n"
                 "  </qti-response-processing>\n");
}

static void
put_processing(struct text *t, const struct item *it)
{
    if (it->kind == ITEM_GAP || it->kind == ITEM_FORM)
        put_blank_processing(t, it);
    else
        text_printf(t, "  <qti-response-processing template=\"%s%s.xml\"/>\n", TEMPLATES,
                    it->kind == ITEM_SITUATION ? "map_response" : "match_correct");
    if (it->explanation.len == 0)
        return;
    text_puts(t, "  <qti-modal-feedback outcome-identifier=\"FEEDBACK\" show-hide=\"show\" "
                 "identifier=\"EXPLANATION\">\n    <qti-content-body>\n");
    put_lines(t, it->explanation);
    text_puts(t, "    </qti-content-body>\n  </qti-modal-feedback>\n");
}

static void
put_outcomes(struct text *t, const struct item *it, struct slice competence)
{
    static const char DIGITS[] = "0123456789";
    struct slice level = {DIGITS + it->level, 1};
    struct slice most = {DIGITS + item_credit_max(it), 1};

    text_puts(t, "  <qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" "
                 "base-type=\"float\"/>\n");
    put_outcome(t, "MAXSCORE", "float", most);
    if (it->explanation.len > 0)
        put_outcome(t, "FEEDBACK", "identifier", SLICE("EXPLANATION"));
    put_outcome(t, "KC_KIND", "identifier", slice_of(item_kind_code(it->kind)));
    put_outcome(t, "KC_COMPETENCE", "string", competence);
    put_outcome(t, "KC_LEVEL", "integer", level);
    put_outcome(t, "KC_FACET", "string", it->facet);
}

enum err
items_qti_write_one(struct ctx *ctx, const struct item *it, struct slice competence,
                    struct slice *ret_bytes)
{
    struct text t = text_init(ctx->arena, XML_BYTES_MAX);

    text_puts(
        &t,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<qti-assessment-item xmlns=\"" ITEMS_QTI_SPACE
        "\"");
    put_attribute(&t, "identifier", it->code);
    put_attribute(&t, "title", it->facet);
    text_puts(&t, " adaptive=\"false\" time-dependent=\"false\" xml:lang=\"de\">\n");
    put_responses(&t, it);
    put_outcomes(&t, it, competence);
    put_body(&t, it);
    put_processing(&t, it);
    text_puts(&t, "</qti-assessment-item>\n");
    if (text_end(&t, ret_bytes) != OK)
        return fail(ctx, ERR_LIMIT, "item %.*s has more than %d bytes", SLICE_ARG(it->code),
                    XML_BYTES_MAX);
    return OK;
}
