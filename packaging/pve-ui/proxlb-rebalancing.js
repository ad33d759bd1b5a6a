// Adds "Rebalancing" under Datacenter > HA and "Migrate away from node" to each node's menu.
// It changes nothing if anything of Proxmox's page is not as expected; what is missing then is only this panel.
(function () {
    'use strict';

    const itemId = 'ha-rebalancing';
    const script = document.currentScript;
    const port = (/[?&]port=(\d+)/.exec((script && script.src) || '') || [])[1] || '8095';
    const service = 'https://' + window.location.hostname + ':' + port;

    function note(error) {
        if (window.console) {
            window.console.warn('ProxLB: the panel "Rebalancing" was left out.', error);
        }
    }

    function asExpected() {
        return window.Ext && typeof Ext.define === 'function' && Ext.state && Ext.state.Manager && window.PVE &&
            PVE.panel && PVE.panel.Config && PVE.panel.Config.prototype &&
            typeof PVE.panel.Config.prototype.insertNodes === 'function' && PVE.panel.Config.prototype.insertNodes.length === 1 &&
            typeof window.fetch === 'function';
    }

    function text(english) {
        return typeof window.gettext === 'function' ? window.gettext(english) : english;
    }

    function encode(value) {
        return Ext.String.htmlEncode(value === undefined || value === null ? '' : String(value));
    }

    function mayLook() {
        const rights = Ext.state.Manager.get('GuiCap');
        return Boolean(rights && rights.dc && rights.dc['Sys.Audit']);
    }

    // Not Ext.Ajax: that would add Proxmox's CSRF token to a request to another origin.
    function call(path, body) {
        const options = { credentials: 'include', headers: { Accept: 'application/json' } };
        if (body) {
            options.method = 'POST';
            options.headers['X-ProxLB'] = '1';
            options.headers['Content-Type'] = 'application/json';
            options.body = JSON.stringify(body);
        }
        return window.fetch(service + '/api/v1' + path, options).then(
            (response) => response.json().catch(() => ({})).then((answer) => {
                if (!response.ok) {
                    const parts = [answer.title || 'ProxLB answers ' + response.status + '.', answer.detail].concat(answer.difference || []);
                    throw new Error(parts.filter(Boolean).join(' '));
                }
                return answer;
            }),
            () => { throw new Error('ProxLB does not answer at ' + service + '. Is it running, and does this browser trust its certificate?'); }
        );
    }

    function fail(error) {
        Ext.Msg.alert(text('Error'), encode(error.message));
    }

    function bar(fraction) {
        if (typeof fraction !== 'number') {
            return '-';
        }
        const width = Math.max(0, Math.min(1, fraction)) * 100;
        const colour = fraction >= 0.9 ? '#cf4c42' : fraction >= 0.75 ? '#d9a300' : '#3892d4';
        return '<div style="position:relative;border:1px solid rgba(128,128,128,.4);height:15px;line-height:14px">' +
            '<div style="position:absolute;height:100%;opacity:.55;width:' + width.toFixed(1) + '%;background:' + colour + '"></div>' +
            '<div style="position:relative;text-align:center">' + (fraction * 100).toFixed(1) + '%</div></div>';
    }

    function size(bytes) {
        return (bytes / 1073741824).toFixed(1) + ' GiB';
    }

    function migrationColumns() {
        return [
            { text: '#', dataIndex: 'step', width: 45, align: 'right' },
            { text: 'ID', dataIndex: 'guest', width: 70, align: 'right' },
            { text: text('Name'), dataIndex: 'name', width: 160, renderer: encode },
            { text: text('Source'), dataIndex: 'from', width: 110, renderer: encode },
            { text: text('Target'), dataIndex: 'to', width: 110, renderer: encode },
            { text: text('Size'), dataIndex: 'costBytes', width: 90, align: 'right', renderer: size },
            { text: text('Status'), dataIndex: 'state', width: 100, renderer: encode },
            { text: text('Reason'), dataIndex: 'reason', flex: 1, renderer: encode, cellWrap: true },
        ];
    }

    function migrationStore() {
        return Ext.create('Ext.data.Store', {
            fields: ['step', 'guest', 'name', 'from', 'to', 'costBytes', 'state', 'reason'],
            data: [],
        });
    }

    function summary(plan) {
        const blocked = (plan.unsatisfied || []).map((item) => item.reason);
        return [plan.migrations.length + ' ' + (plan.migrations.length === 1 ? 'migration' : 'migrations') + ' (' + plan.status + ').'].concat(blocked).join(' ');
    }

    // Shows where the guests would go before anything is sent.
    function drain(node, done) {
        call('/plan?drain=' + encodeURIComponent(node)).then((plan) => {
            const store = migrationStore();
            store.loadData(plan.migrations);
            const view = Ext.create('Ext.window.Window', {
                title: 'Migrate away from node ' + encode(node),
                iconCls: 'fa fa-balance-scale', modal: true, width: 900, height: 450, layout: 'fit',
                items: [{ xtype: 'grid', store: store, columns: migrationColumns(), emptyText: 'No guest has to move.' }],
                dockedItems: [{ xtype: 'component', dock: 'top', padding: 8, html: encode(summary(plan)) }],
                buttons: [
                    {
                        text: 'Migrate away', itemId: 'confirm',
                        handler: () => call('/drain', { nodes: [node], plan: plan.id }).then(() => { view.close(); (done || Ext.emptyFn)(); }, fail),
                    },
                    { text: text('Cancel'), handler: () => view.close() },
                ],
            });
            view.show();
        }).catch(fail);
    }

    function definePanel() {
        Ext.define('ProxLB.Rebalancing', {
            extend: 'Ext.panel.Panel',
            alias: 'widget.proxlbRebalancing',
            layout: { type: 'vbox', align: 'stretch' },

            initComponent: function () {
                const me = this;
                me.nodes = Ext.create('Ext.data.Store', { fields: ['name', 'status', 'cpu', 'memory', 'disk', 'guests'], data: [] });
                me.migrations = migrationStore();
                Ext.apply(me, {
                    tbar: [
                        { text: 'Rebalance', iconCls: 'fa fa-balance-scale', itemId: 'rebalance', disabled: true, handler: () => me.rebalance() },
                        { text: 'Migrate away from node', iconCls: 'fa fa-sign-out', itemId: 'drain', disabled: true, handler: () => me.drainSelected() },
                        { text: 'Use node again', iconCls: 'fa fa-sign-in', itemId: 'undrain', disabled: true, handler: () => me.undrainSelected() },
                        '-',
                        { text: text('Reload'), iconCls: 'fa fa-refresh', handler: () => me.plan() },
                        { text: text('Stop'), iconCls: 'fa fa-stop', itemId: 'stop', disabled: true, handler: () => call('/stop', { abort: false }).then(() => me.refresh(), fail) },
                        '->',
                        { text: 'ProxLB', iconCls: 'fa fa-external-link', handler: () => window.open(service, '_blank', 'noopener') },
                    ],
                    items: [
                        { xtype: 'component', itemId: 'message', padding: 8, html: '' },
                        {
                            xtype: 'grid', itemId: 'nodes', flex: 2, title: text('Nodes'), store: me.nodes,
                            columns: [
                                { text: text('Node'), dataIndex: 'name', width: 140, renderer: encode },
                                { text: text('Status'), dataIndex: 'status', width: 110, renderer: encode },
                                { text: text('CPU usage'), dataIndex: 'cpu', flex: 1, renderer: bar },
                                { text: text('Memory usage'), dataIndex: 'memory', flex: 1, renderer: bar },
                                { text: text('Disk usage'), dataIndex: 'disk', flex: 1, renderer: bar },
                                { text: text('Guests'), dataIndex: 'guests', width: 80, align: 'right' },
                            ],
                            listeners: { selectionchange: () => me.enable() },
                        },
                        { xtype: 'grid', itemId: 'plan', flex: 3, title: 'Plan', store: me.migrations, columns: migrationColumns(), emptyText: 'Nothing to do.' },
                    ],
                });
                // callParent() asks for its caller, which code in strict mode does not tell.
                Ext.panel.Panel.prototype.initComponent.call(me);
                me.on('activate', () => me.start());
                me.on('deactivate', () => me.halt());
                me.on('destroy', () => me.halt());
            },

            start: function () {
                this.halt();
                this.timer = window.setInterval(() => this.refresh(), 5000);
                return this.plan();
            },

            halt: function () {
                window.clearInterval(this.timer);
            },

            say: function (message) {
                if (!this.destroyed) {
                    this.down('#message').update(encode(message));
                }
            },

            refresh: function () {
                return call('/state').then((state) => this.show(state), (error) => this.say(error.message));
            },

            plan: function () {
                return this.refresh()
                    .then(() => call('/plan?goal=target'))
                    .then((plan) => {
                        if (!this.destroyed) {
                            this.current = plan;
                            this.migrations.loadData(plan.migrations);
                            this.say(summary(plan));
                            this.enable();
                        }
                    })
                    .catch((error) => this.say(error.message));
            },

            show: function (state) {
                if (this.destroyed) {
                    return;
                }
                const chosen = this.selected();
                this.state = state;
                this.nodes.loadData(state.nodes.map((node) => Ext.apply({}, {
                    name: node.name, guests: node.guests,
                    status: !node.online ? 'offline' : node.maintenance ? 'maintenance' : node.drained ? 'empty' : 'online',
                }, node.utilisation)));
                if (chosen) {
                    this.down('#nodes').getSelectionModel().select(this.nodes.findExact('name', chosen));
                }
                if (state.run) {
                    this.migrations.loadData(state.run.steps);
                }
                this.down('#plan').setTitle(state.run ? 'Migrations: ' + state.run.ended + ' of ' + state.run.total : 'Plan');
                if (state.problem || state.notActingBecause) {
                    this.say(state.problem || state.notActingBecause);
                }
                this.enable();
            },

            selected: function () {
                const chosen = this.down('#nodes').getSelectionModel().getSelection()[0];
                return chosen && chosen.get('name');
            },

            enable: function () {
                const state = this.state || {};
                const idle = state.activity === 'idle' && state.mayAct;
                const node = (state.nodes || []).find((candidate) => candidate.name === this.selected());
                this.down('#rebalance').setDisabled(!idle || !this.current || this.current.migrations.length === 0);
                this.down('#drain').setDisabled(!idle || !node || Boolean(node.drained));
                this.down('#undrain').setDisabled(!idle || !node || !node.drained);
                this.down('#stop').setDisabled(!state.run);
            },

            rebalance: function () {
                const plan = this.current;
                Ext.Msg.confirm('Rebalance', encode('Carry out ' + plan.migrations.length + ' migrations?'), (answer) => {
                    if (answer === 'yes') {
                        call('/apply', { plan: plan.id }).then(() => this.refresh(), fail);
                    }
                });
            },

            drainSelected: function () {
                drain(this.selected(), () => this.refresh());
            },

            undrainSelected: function () {
                const node = this.selected();
                call('/plan?undrain=' + encodeURIComponent(node)).then((plan) => {
                    Ext.Msg.confirm('Use node again', encode('Use ' + node + ' again? ' + summary(plan)), (answer) => {
                        if (answer === 'yes') {
                            call('/undrain', { node: node, plan: plan.id }).then(() => this.refresh(), fail);
                        }
                    });
                }).catch(fail);
            },
        });
    }

    // Proxmox builds its lists from such items; a fresh one each time, because it takes them apart.
    function addEntry(panel, items) {
        if (panel.hstateid !== 'dctab' || !Array.isArray(items) || !mayLook() || items.some((item) => item.itemId === itemId)) {
            return;
        }
        const parent = items.findIndex((item) => item.itemId === 'ha');
        const fencing = items.findIndex((item) => item.itemId === 'ha-fencing');
        if (parent >= 0 && fencing > parent) {
            items.splice(fencing + 1, 0, {
                xtype: 'proxlbRebalancing', title: 'Rebalancing', groups: ['ha'], iconCls: 'fa fa-balance-scale', itemId: itemId,
            });
        }
    }

    function extendConfig() {
        const prototype = PVE.panel.Config.prototype;
        const original = prototype.insertNodes;
        prototype.insertNodes = function (items) {
            try {
                addEntry(this, items);
            } catch (error) {
                note(error);
            }
            return original.apply(this, arguments);
        };
    }

    function extendNodeMenu() {
        const prototype = PVE.node && PVE.node.CmdMenu && PVE.node.CmdMenu.prototype;
        if (!prototype || typeof prototype.initComponent !== 'function') {
            return;
        }
        const original = prototype.initComponent;
        prototype.initComponent = function () {
            const result = original.apply(this, arguments);
            try {
                const node = this.nodename;
                if (node && mayLook() && typeof this.add === 'function') {
                    this.add({ xtype: 'menuseparator' }, { text: 'Migrate away from node', iconCls: 'fa fa-fw fa-balance-scale', itemId: 'proxlb-drain', handler: () => drain(node) });
                }
            } catch (error) {
                note(error);
            }
            return result;
        };
    }

    try {
        if (asExpected()) {
            definePanel();
            extendConfig();
            extendNodeMenu();
        } else {
            note('The page is not as expected.');
        }
    } catch (error) {
        note(error);
    }
})();
