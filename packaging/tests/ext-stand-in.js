// The few classes of ExtJS and of Proxmox's page that the panel touches, as far as it touches them.
window.Ext = {
    classes: {},
    emptyFn: function () {},
    apply: (target, ...sources) => Object.assign(target, ...sources),
    String: { htmlEncode: (value) => String(value).replace(/[&<>"']/g, (letter) => '&#' + letter.charCodeAt(0) + ';') },
    state: { Manager: { get: () => ({ dc: window.rights }) } },
    Msg: { alert: (title, message) => window.messages.push(message), confirm: (title, message, answer) => { window.messages.push(message); answer('yes'); } },
    define: function (name, body) {
        const type = function (settings) { Object.assign(this, settings); if (this.initComponent) { this.initComponent(); } };
        type.prototype = Object.create(window.Component.prototype, Object.getOwnPropertyDescriptors(body));
        Ext.classes[name] = type;
    },
    create: (name, settings) => new (Ext.classes[name] || window.Component)(settings),
};

window.Component = class {
    constructor(settings) {
        Object.assign(this, settings);
        this.rows = [];
        window.created.push(this);
    }
    initComponent() { this.parts = [].concat(this.tbar, this.items).map((part) => (typeof part === 'string' ? {} : new window.Component(part))); }
    on() {}
    down(query) { return this.parts.find((part) => '#' + part.itemId === query); }
    setDisabled(value) { this.disabled = value; }
    setTitle(value) { this.title = value; }
    update(value) { this.html = value; }
    loadData(rows) { this.rows = rows; }
    findExact(field, value) { return this.rows.findIndex((row) => row[field] === value); }
    getSelectionModel() { return { getSelection: () => (window.chosen ? [{ get: () => window.chosen }] : []), select: () => {} }; }
    add(...parts) { this.added = (this.added || []).concat(parts); }
    show() { this.shown = true; }
    close() { this.closed = true; }
};

window.created = [];
window.messages = [];
window.rights = { 'Sys.Audit': 1 };
Ext.panel = { Panel: window.Component };
Ext.classes['Ext.data.Store'] = window.Component;
Ext.classes['Ext.window.Window'] = window.Component;

window.PVE = { panel: { Config: class { insertNodes(items) { this.inserted = items.map((item) => item.itemId); } } }, node: { CmdMenu: class extends window.Component {} } };
PVE.node.CmdMenu.prototype.initComponent = function () {};
