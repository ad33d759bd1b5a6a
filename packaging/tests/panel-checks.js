// Loads the panel into pages made of the stand-in and writes what came of it into the document, for 'chromium --dump-dom'.
(function () {
    'use strict';

    const calls = [];
    const plan = { id: 'plan-1', status: 'improved', unsatisfied: [], migrations: [{ step: 1, guest: 101, name: '<script>', from: 'a', to: 'b', costBytes: 1073741824, reason: '<b>why</b>' }] };
    const state = { activity: 'idle', mayAct: true, nodes: [{ name: 'a', online: true, guests: 3, utilisation: { memory: 0.5, cpu: 0.95 } }, { name: 'b', online: true, drained: true, guests: 0, utilisation: {} }] };
    let answers = { ok: true };
    let passed = 0;

    window.fetch = function (url, options) {
        calls.push({ url: url, method: options.method || 'GET', body: options.body, headers: options.headers, credentials: options.credentials });
        const body = url.includes('/state') ? state : url.includes('/plan') ? plan : answers.ok ? { activity: 'running' } : { title: 'The facts have changed.', difference: ['101 is gone <i>'] };
        return Promise.resolve({ ok: answers.ok || options.method !== 'POST', status: 409, json: () => Promise.resolve(body) });
    };

    function check(condition, what) {
        if (!condition) {
            throw new Error(what);
        }
        passed++;
    }

    function dcItems() {
        return ['summary', 'ha', 'ha-groups', 'ha-fencing', 'acme'].map((itemId) => ({ itemId: itemId, groups: itemId.startsWith('ha-') ? ['ha'] : undefined }));
    }

    function insert(hstateid, items) {
        const panel = new PVE.panel.Config();
        panel.hstateid = hstateid;
        panel.insertNodes(items);
        return panel.inserted;
    }

    const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

    function load() {
        return new Promise((resolve) => {
            const script = document.createElement('script');
            script.src = '../pve-ui/proxlb-rebalancing.js?ver=1&port=9000';
            script.onload = resolve;
            document.head.appendChild(script);
        });
    }

    async function run() {
        // A page whose insertNodes is another one is left as it was.
        const expected = PVE.panel.Config.prototype.insertNodes;
        const strange = function (first, second) { this.inserted = [first, second]; };
        PVE.panel.Config.prototype.insertNodes = strange;
        await load();
        check(PVE.panel.Config.prototype.insertNodes === strange && !Ext.classes['ProxLB.Rebalancing'], 'an unexpected insertNodes was touched');
        delete PVE.panel.Config.prototype.insertNodes;
        await load();
        check(!Ext.classes['ProxLB.Rebalancing'], 'a page without insertNodes was touched');

        PVE.panel.Config.prototype.insertNodes = expected;
        await load();
        check(insert('dctab', dcItems()).join() === 'summary,ha,ha-groups,ha-fencing,ha-rebalancing,acme', 'the entry does not stand under HA');
        check(insert('dctab', dcItems()).length === 6, 'the entry is missing or doubled the second time');
        check(insert('nodetab', dcItems()).length === 5, 'the entry stands where it does not belong');
        check(insert('dctab', [{ itemId: 'summary' }]).length === 1, 'an entry stands without its parent');
        window.rights = {};
        check(insert('dctab', dcItems()).length === 5, 'who may not look sees the entry');
        window.rights = { 'Sys.Audit': 1 };

        const panel = Ext.create('ProxLB.Rebalancing', {});
        await panel.plan();
        check(calls.every((call) => call.url.startsWith('https://') && call.url.includes(':9000/api/v1/') && call.credentials === 'include'), 'a call goes elsewhere');
        check(panel.migrations.rows.length === 1 && panel.nodes.rows.length === 2, 'plan or nodes are not shown');
        check(panel.down('#rebalance').disabled === false, 'Rebalance cannot be pressed');
        const columns = panel.down('#plan').columns;
        check(columns.filter((column) => ['name', 'from', 'to', 'reason', 'state'].includes(column.dataIndex)).every((column) => !column.renderer('<x>').includes('<')), 'a column is not escaped');

        panel.rebalance();
        await settled();
        const apply = calls.find((call) => call.url.endsWith('/apply'));
        check(apply && apply.body === '{"plan":"plan-1"}' && apply.headers['X-ProxLB'] === '1', 'Rebalance does not apply the plan shown');

        window.chosen = 'a';
        panel.enable();
        check(panel.down('#drain').disabled === false && panel.down('#undrain').disabled === true, 'the buttons do not fit the node');
        panel.drainSelected();
        await settled();
        const shown = window.created.filter((part) => part.shown).pop();
        check(shown && !calls.some((call) => call.url.endsWith('/drain')), 'the node is drained without a look at the plan');
        await shown.buttons[0].handler();
        check(calls.find((call) => call.url.endsWith('/drain')).body === '{"nodes":["a"],"plan":"plan-1"}' && shown.closed, 'the node is not drained');

        const menu = new PVE.node.CmdMenu({ nodename: 'a' });
        menu.initComponent();
        check(menu.added.length === 2 && menu.added[1].itemId === 'proxlb-drain', 'the menu of a node has no entry');

        answers = { ok: false };
        panel.rebalance();
        await settled();
        await settled();
        const message = window.messages.pop();
        check(message.includes('The facts have changed.') && message.includes('101 is gone') && !message.includes('<i>'), 'a refusal is not shown, or not escaped');
        window.fetch = () => Promise.reject(new Error('no network'));
        await panel.refresh();
        check(panel.down('#message').html.includes('does not answer'), 'silence is not shown');
    }

    run().then(() => { document.body.textContent = 'panel: ' + passed + ' passed'; }, (error) => { document.body.textContent = 'panel: FAILED ' + error.message; });
})();
