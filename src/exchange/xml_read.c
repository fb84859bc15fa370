/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/xml_read.h"

#include <expat.h>

enum { NAME_PARTS = ' ' }; /* between address and name, as expat gives them */

struct reading {
    struct arena *arena;
    XML_Parser parser;
    struct xml_document *document;
    struct xml_node *top; /* the element that is open */
    struct text run;      /* since the last element began or ended: expat gives text in pieces */
    int depth;
    int nodes;
    bool full;
};

static void
stop(struct reading *r, enum xml_trouble trouble)
{
    if (r->document->trouble == XML_TROUBLE_NONE) {
        r->document->trouble = trouble;
        r->document->line = (int)XML_GetCurrentLineNumber(r->parser);
    }
    (void)XML_StopParser(r->parser, XML_FALSE);
}

static struct xml_node *
node_add(struct reading *r)
{
    struct xml_node *n = arena_new(r->arena, struct xml_node);

    if (n == NULL || ++r->nodes > XML_NODES_MAX) {
        r->full = n == NULL;
        stop(r, XML_TROUBLE_LIMIT);
        return NULL;
    }
    n->line = (int)XML_GetCurrentLineNumber(r->parser);
    n->parent = r->top;
    if (r->top == NULL)
        r->document->root = n;
    else if (r->top->last == NULL)
        r->top->first = n;
    else
        r->top->last->next = n;
    if (r->top != NULL)
        r->top->last = n;
    return n;
}

static struct slice
copy(struct reading *r, const char *str)
{
    struct slice s = {0};

    if (arena_copy(r->arena, slice_of(str), &s) != OK) {
        r->full = true;
        stop(r, XML_TROUBLE_LIMIT);
    }
    return s;
}

static void
take_attributes(struct reading *r, struct xml_node *n, const char **attributes)
{
    struct xml_attribute *own;
    int len = 0;

    while (attributes[2 * len] != NULL)
        len++;
    own = arena_array(r->arena, struct xml_attribute, (size_t)len + 1);
    if (own == NULL) {
        r->full = true;
        stop(r, XML_TROUBLE_LIMIT);
        return;
    }
    for (int i = 0; i < len; i++)
        own[i] = (struct xml_attribute){copy(r, attributes[2 * i]), copy(r, attributes[2 * i + 1])};
    n->attributes = own;
    n->attributes_len = len;
}

/* The text up to here is a node of its own. */
static void
end_run(struct reading *r)
{
    struct slice run = {0};
    struct xml_node *n;

    if (r->run.len == 0 && !r->run.failed)
        return;
    n = node_add(r);
    if (n != NULL && (text_end(&r->run, &run) != OK || arena_copy(r->arena, run, &n->text) != OK)) {
        r->full = true;
        stop(r, XML_TROUBLE_LIMIT);
    }
    text_clear(&r->run);
}

static void XMLCALL
on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *r = user;
    struct xml_node *n;
    struct slice whole;
    size_t parts;

    if (r->document->trouble != XML_TROUBLE_NONE)
        return;
    if (r->depth == XML_DEPTH_MAX) {
        stop(r, XML_TROUBLE_LIMIT);
        return;
    }
    end_run(r);
    n = node_add(r);
    if (n == NULL)
        return;
    whole = copy(r, name);
    parts = slice_find_char(whole, NAME_PARTS);
    n->name = whole;
    if (parts < whole.len) {
        n->space = slice_sub(whole, 0, parts);
        n->name = slice_sub(whole, parts + 1, whole.len);
    }
    take_attributes(r, n, attributes);
    r->top = n;
    r->depth++;
}

static void XMLCALL
on_end(void *user, const XML_Char *name)
{
    struct reading *r = user;

    (void)name;
    if (r->document->trouble != XML_TROUBLE_NONE)
        return;
    end_run(r);
    r->top = r->top->parent;
    r->depth--;
}

static void XMLCALL
on_text(void *user, const XML_Char *at, int len)
{
    struct reading *r = user;

    if (r->document->trouble == XML_TROUBLE_NONE && r->top != NULL)
        text_put(&r->run, (struct slice){at, (size_t)len});
}

static void XMLCALL
on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *pub,
           int subset)
{
    (void)name;
    (void)system;
    (void)pub;
    (void)subset;
    stop(user, XML_TROUBLE_DOCTYPE);
}

enum err
xml_read(struct arena *a, struct slice bytes, struct xml_document *ret_document)
{
    struct xml_document document = {.root = NULL};
    struct reading r = {.arena = a, .document = &document, .run = text_init(a, XML_BYTES_MAX)};

    if (bytes.len > XML_BYTES_MAX) {
        document.trouble = XML_TROUBLE_LIMIT;
        *ret_document = document;
        return OK;
    }
    r.parser = XML_ParserCreateNS("UTF-8", NAME_PARTS);
    if (r.parser == NULL)
        return ERR_LIMIT;
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetCharacterDataHandler(r.parser, on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    (void)XML_SetParamEntityParsing(r.parser, XML_PARAM_ENTITY_PARSING_NEVER);
    if (XML_Parse(r.parser, bytes.at, (int)bytes.len, XML_TRUE) != XML_STATUS_OK &&
        document.trouble == XML_TROUBLE_NONE) {
        document.trouble = XML_TROUBLE_SYNTAX;
        document.line = (int)XML_GetCurrentLineNumber(r.parser);
        document.why = XML_ErrorString(XML_GetErrorCode(r.parser));
    }
    XML_ParserFree(r.parser);
    if (r.full)
        return ERR_LIMIT;
    if (document.trouble != XML_TROUBLE_NONE)
        document.root = NULL;
    *ret_document = document;
    return OK;
}

/* --- asking ----------------------------------------------------------------- */

struct slice
xml_attribute(const struct xml_node *n, const char *name)
{
    for (int i = 0; i < n->attributes_len; i++)
        if (slice_is(n->attributes[i].name, name))
            return n->attributes[i].value;
    return (struct slice){NULL, 0};
}

struct xml_node *
xml_child(const struct xml_node *n, const struct xml_node *after, const char *name)
{
    struct xml_node *at = after == NULL ? n->first : after->next;

    for (; at != NULL; at = at->next)
        if (at->name.len > 0 && slice_eq(at->space, n->space) &&
            (name == NULL || slice_is(at->name, name)))
            return at;
    return NULL;
}

struct xml_node *
xml_walk(const struct xml_node *top, struct xml_node *at)
{
    if (at == NULL || at->first != NULL)
        return at == NULL ? top->first : at->first;
    while (at != top && at->next == NULL)
        at = at->parent;
    return at == top ? NULL : at->next;
}
