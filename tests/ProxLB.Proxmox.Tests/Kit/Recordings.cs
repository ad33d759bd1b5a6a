namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>Answers with the shapes of real clusters, values invented: three nodes, a VM, a container, an HA-managed VM.</summary>
internal static class Recordings
{
    public const string Resources = """
        [{"id":"node/pve1","type":"node","node":"pve1","status":"online","level":"","uptime":90000,"cpu":0.5,"maxcpu":8,"mem":34359738368,"maxmem":68719476736,"disk":10,"maxdisk":100,"cgroup-mode":2,"hastate":"online"},
         {"id":"node/pve2","type":"node","node":"pve2","status":"online","level":"","uptime":90000,"cpu":0.1,"maxcpu":"8","mem":8589934592,"maxmem":68719476736,"disk":10,"maxdisk":100,"hastate":"online"},
         {"id":"node/pve3","type":"node","node":"pve3","status":"offline","level":""},
         {"id":"qemu/100","type":"qemu","vmid":100,"node":"pve1","name":"db1","status":"running","template":0,"uptime":86400,"maxcpu":4,"cpu":0.25,"maxmem":8589934592,"mem":5123456789,"memhost":8123456789,"maxdisk":34359738368,"disk":0,"tags":"prod;db","pool":"sql"},
         {"id":"lxc/101","type":"lxc","vmid":101,"node":"pve1","name":"web","status":"running","template":0,"uptime":86400,"maxcpu":2,"cpu":0.1,"maxmem":2147483648,"mem":1073741824,"maxdisk":8589934592,"disk":1234},
         {"id":"qemu/102","type":"qemu","vmid":102,"node":"pve2","name":"ha1","status":"running","template":0,"uptime":86400,"maxcpu":2,"cpu":0.5,"maxmem":4294967296,"mem":2147483648,"maxdisk":8589934592,"disk":0,"hastate":"started"},
         {"id":"storage/pve1/local-lvm","type":"storage","storage":"local-lvm","node":"pve1","plugintype":"lvmthin","status":"available","shared":0,"content":"images,rootdir","disk":1000,"maxdisk":5000},
         {"id":"storage/pve2/local-lvm","type":"storage","storage":"local-lvm","node":"pve2","plugintype":"lvmthin","status":"available","shared":0,"content":"images,rootdir","disk":500,"maxdisk":5000},
         {"id":"storage/pve1/ceph","type":"storage","storage":"ceph","node":"pve1","plugintype":"rbd","status":"available","shared":1,"content":"images","disk":10,"maxdisk":90},
         {"id":"/pool/sql","type":"pool","pool":"sql"},
         {"id":"sdn/pve1/localnetwork","type":"sdn","sdn":"localnetwork","node":"pve1","status":"ok"}]
        """;

    public const string AllRights = """{"/":{"Sys.Audit":1,"VM.Audit":1,"VM.Migrate":1,"Datastore.Audit":1,"Pool.Audit":1,"Mapping.Audit":1}}""";

    /// <summary>A cluster of the given version.</summary>
    public static RecordedCluster Cluster(string version = "9.2.11")
    {
        var major = int.Parse(version.Split('.')[0]);
        var cluster = new RecordedCluster()
            .On("GET /version", $$"""{"version":"{{version}}","release":"{{version}}","repoid":"abc"}""")
            .On("GET /cluster/status", """[{"type":"cluster","id":"cluster","name":"lab","nodes":3,"quorate":1,"version":3},{"type":"node","id":"node/pve1","name":"pve1","nodeid":1,"ip":"10.0.0.1","online":1,"local":1,"level":""},{"type":"node","id":"node/pve2","name":"pve2","nodeid":2,"online":1,"local":0},{"type":"node","id":"node/pve3","name":"pve3","nodeid":3,"online":0,"local":0}]""")
            .On("GET /cluster/resources", Resources)
            .On("GET /cluster/options", """{"crs":{"ha":"static","ha-rebalance-on-start":1},"bwlimit":"migration=102400","mac_prefix":"BC:24:11"}""")
            .On("GET /storage", """[{"storage":"local-lvm","type":"lvmthin","content":"images,rootdir","digest":"x"},{"storage":"ceph","type":"rbd","content":"images","nodes":"pve1,pve2"}]""")
            .On("GET /access/permissions", AllRights)
            .On("GET /cluster/replication", "[]")
            .On("GET /cluster/tasks", "[]")
            .On("GET /cluster/ha/resources", """[{"sid":"vm:102","type":"vm","state":"started","digest":"x"}]""")
            .On("GET /cluster/ha/status/manager_status", """{"manager_status":{"master_node":"pve1","timestamp":1727046066,"node_status":{"pve1":"online","pve2":"online","pve3":"unknown"},"service_status":{"vm:102":{"state":"started","node":"pve2","running":1,"uid":"abc"}}},"quorum":{"node":"pve1","quorate":1},"lrm_status":{}}""")
            .On("GET /cluster/ha/status/current", """[{"type":"quorum","id":"quorum","quorate":1,"node":"pve1","status":"OK"},{"type":"master","id":"master","node":"pve1","status":"pve1 (active, Mon Sep 23 01:01:06 2024)","timestamp":1727046066}]""")
            .On("GET /nodes/pve1/status", NodeStatus(version))
            .On("GET /nodes/pve2/status", NodeStatus(version))
            .On("GET /nodes/pve1/qemu/100/config", """{"name":"db1","memory":"8192","cores":4,"cpu":"host,flags=+aes;-pcid","scsi0":"local-lvm:vm-100-disk-0,size=32G","ide2":"none,media=cdrom","tags":"prod;db","digest":"d"}""")
            .On("GET /nodes/pve1/lxc/101/config", """{"hostname":"web","memory":2048,"cores":2,"rootfs":"local-lvm:vm-101-disk-0,size=8G","mp0":"/srv,mp=/srv","lxc":[["lxc.cap.drop","mknod"]],"digest":"d"}""")
            .On("GET /nodes/pve2/qemu/102/config", """{"name":"ha1","memory":4096,"scsi0":"ceph:vm-102-disk-0,size=8G","digest":"d"}""");
        return major >= 9
            ? cluster.On("GET /cluster/ha/rules", """[{"rule":"sep-db","type":"resource-affinity","affinity":"negative","resources":"vm:100,vm:102","order":1},{"rule":"pin","type":"node-affinity","affinity":"positive","nodes":"pve1:2,pve2:1","resources":"vm:102","strict":1,"disable":1,"order":2}]""")
                .On("GET /cluster/ha/groups", _ => RecordedCluster.Error(500, "cannot index groups: ha groups have been migrated to rules"))
            : cluster.On("GET /cluster/ha/groups", """[{"group":"prefer","type":"group","nodes":"pve1:2,pve2","restricted":1}]""");
    }

    private static string NodeStatus(string version) => $$"""{"pveversion":"pve-manager/{{version}}/abcdef","uptime":90000,"cpu":0.1,"loadavg":["0.1","0.2","0.3"],"cpuinfo":{"model":"Some CPU","cpus":8,"flags":"fpu aes avx2"},"memory":{"total":68719476736,"used":1,"free":2} }""";
}
