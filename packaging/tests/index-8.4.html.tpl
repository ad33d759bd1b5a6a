<!DOCTYPE html>
<html>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
    <title>[% nodename %] - Proxmox Virtual Environment</title>
    [%- IF debug %]
    <script type="text/javascript" src="/pve2/ext6/ext-all-debug.js"></script>
    [% ELSE %]
    <script type="text/javascript" src="/pve2/ext6/ext-all.js"></script>
    [% END %]
    <script type="text/javascript">
    Proxmox = { Setup: { auth_cookie_name: 'PVEAuthCookie' }, UserName: '[% username %]', CSRFPreventionToken: '[% token %]' };
    </script>
    <script type="text/javascript" src="/proxmoxlib.js?ver=[% wtversion %]"></script>
    <script type="text/javascript" src="/pve2/js/pvemanagerlib.js?ver=[% version %]"></script>
    <script type="text/javascript" src="/pve2/ext6/locale/locale-[% lang %].js?ver=7.0.0"></script>
    <script type="text/javascript">
    Ext.onReady(function() { Ext.create('PVE.StdWorkspace'); });
    </script>
  </head>
  <body></body>
</html>