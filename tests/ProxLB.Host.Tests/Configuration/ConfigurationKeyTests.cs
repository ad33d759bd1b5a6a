using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Strategies;
using ProxLB.Host.Configuration;
using static ProxLB.Host.Tests.Configuration.ConfigurationText;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>Each key reaches the option that it stands for.</summary>
public sealed class ConfigurationKeyTests
{
    private const long Gibibyte = 1L << 30;

    [Fact]
    public void Every_connection_key_reaches_its_option()
    {
        var proxmox = Read("""
            proxmox_api:
              hosts: ['pve1', '10.0.0.1:8443', '[fd00::1]']
              user: proxlb@pve
              token_id: balance
              token_secret: 5a-b6
              ssl_verification: no
              ca_file: /etc/ca.pem
              fingerprint: AB:CD
              timeout: 2.5
              retries: 4
              wait_time: 3
              config_max_age: 1h30m
            """).Proxmox;

        Assert.Equal(["pve1", "10.0.0.1:8443", "[fd00::1]"], proxmox.Hosts);
        Assert.Equal("proxlb@pve", proxmox.User);
        Assert.Equal("balance", proxmox.TokenId);
        Assert.Equal("5a-b6", proxmox.TokenSecret);
        Assert.Null(proxmox.Password);
        Assert.False(proxmox.VerifyCertificate);
        Assert.Equal("/etc/ca.pem", proxmox.CaFile);
        Assert.Equal("AB:CD", proxmox.Fingerprint);
        Assert.Equal(TimeSpan.FromSeconds(2.5), proxmox.Timeout);
        Assert.Equal(4, proxmox.Retries);
        Assert.Equal(TimeSpan.FromSeconds(3), proxmox.WaitTime);
        Assert.Equal(TimeSpan.FromMinutes(90), proxmox.ConfigMaxAge);
    }

    [Fact]
    public void Every_cluster_key_reaches_its_option()
    {
        var configuration = WithApi("""
            proxmox_cluster:
              maintenance_nodes: [a]
              maintenance_nodes_schedule:
                duration: 3
                pre-migration: 10
                schedules:
                  b: ['Monday, 8:00', 'fri, 22:30']
              ignore_nodes: [c, d]
              overprovisioning: false
              node_labels:
                a: {room: east, rack: 4}
            """);

        Assert.Equal(["a"], configuration.Balancer.Nodes.Maintenance);
        Assert.Equal(["c", "d"], configuration.Balancer.Nodes.Ignore);
        Assert.False(configuration.Balancer.Capacity.Overprovisioning);
        Assert.Equal("east", configuration.Balancer.Nodes.Labels["A"]["room"]);
        Assert.Equal("4", configuration.Balancer.Nodes.Labels["a"]["rack"]);
        Assert.Equal(TimeSpan.FromHours(3), configuration.Maintenance.Duration);
        Assert.Equal(TimeSpan.FromMinutes(10), configuration.Maintenance.Lead);
        Assert.Equal([new(DayOfWeek.Monday, new TimeOnly(8, 0)), new(DayOfWeek.Friday, new TimeOnly(22, 30))], configuration.Maintenance.Starts["b"]);
    }

    [Fact]
    public void Every_goal_key_reaches_its_option()
    {
        var goal = Balancing("""
            goal: rules-only
            method: {memory: 10, cpu: 5}
            balanciness: {memory: 5, cpu: 20}
            memory_threshold: 75
            cpu_threshold: 60
            disk_threshold: 50
            minimum_gain: 0.5
            max_migrations: 7
            balance_larger_guests_first: true
            migration_overhead: 512 MiB
            container_restart_cost: 8
            time_budget: 90s
            seed: 42
            """).Balancer.Goal;

        Assert.Equal(BalancingGoal.RulesOnly, goal.Goal);
        Assert.Equal(10, goal.Methods["memory"]);
        Assert.Equal(5, goal.Methods["cpu"]);
        Assert.Equal(5, goal.BalancinessByDimension["memory"]);
        Assert.Equal(20, goal.BalancinessByDimension["cpu"]);
        Assert.Equal(75, goal.Floors["memory"]);
        Assert.Equal(60, goal.Floors["cpu"]);
        Assert.Equal(50, goal.Floors["disk"]);
        Assert.Equal(0.5, goal.MinimumGain);
        Assert.Equal(7, goal.MaxMigrations);
        Assert.True(goal.LargerGuestsFirst);
        Assert.Equal(Gibibyte / 2, goal.MigrationOverheadBytes);
        Assert.Equal(8 * Gibibyte, goal.ContainerRestartCostBytes);
        Assert.Equal(TimeSpan.FromSeconds(90), goal.TimeBudget);
        Assert.Equal(42, goal.Seed);
    }

    [Theory]
    [InlineData("method: cpu", "cpu")]
    [InlineData("method: [cpu, disk]", "cpu,disk")]
    [InlineData("method: {disk: 2}", "disk")]
    public void The_method_is_a_word_a_list_or_a_map(string key, string dimensions) =>
        Assert.Equal(dimensions.Split(','), Balancing(key).Balancer.Goal.Methods.Keys.Order());

    [Fact]
    public void One_balanciness_holds_for_all_dimensions()
    {
        var goal = Balancing("balanciness: 5").Balancer.Goal;

        Assert.Equal(5, goal.Balanciness);
        Assert.Empty(goal.BalancinessByDimension);
    }

    [Fact]
    public void Every_measure_key_reaches_its_option()
    {
        var configuration = Balancing("""
            mode: psi
            measure: {statistic: p95, window: 1h}
            arc_floor: 2 GiB
            psi:
              nodes:
                memory: {pressure_some: 20, pressure_full: 10, pressure_spikes: 50}
              guests:
                disk: {pressure_some: 0.2}
            node_resource_reserve:
              defaults: {memory: 4, cpu: 1.5, disk: 10}
              pve1: {memory: 6}
            memory_headroom: 8
            cpu_overcommit: 2.0
            survive_node_loss: 1
            storage_map: {local-zfs: local-lvm}
            """);
        var measure = configuration.Balancer.Measure;

        Assert.Equal(MeasureMode.Psi, measure.Mode);
        Assert.True(configuration.Proxmox.ReadGuestPressure);
        Assert.Equal("p95", configuration.Proxmox.Measure.Statistic);
        Assert.Equal(TimeSpan.FromHours(1), configuration.Proxmox.Measure.Window);
        Assert.Equal(2 * Gibibyte, configuration.Proxmox.ArcFloor);
        Assert.Equal(20, measure.Pressure!.Nodes["memory"].Some);
        Assert.Equal(10, measure.Pressure.Nodes["memory"].Full);
        Assert.Equal(50, measure.Pressure.Nodes["memory"].Spikes);
        Assert.Equal(0.2, measure.Pressure.Guests["disk"].Some);
        Assert.Null(measure.Pressure.Guests["disk"].Full);
        Assert.Equal(4 * Gibibyte, measure.Reserve.MemoryBytes);
        Assert.Equal(1.5, measure.Reserve.CpuCores);
        Assert.Equal(10 * Gibibyte, measure.Reserve.DiskBytes);
        Assert.Equal(6 * Gibibyte, measure.ReserveByNode["PVE1"].MemoryBytes);
        Assert.Null(measure.ReserveByNode["pve1"].CpuCores);
        Assert.Equal(8, configuration.Balancer.Capacity.MemoryHeadroomPercent);
        Assert.Equal(2, configuration.Balancer.Capacity.CpuOvercommit);
        Assert.Equal(1, configuration.Balancer.Capacity.SurviveNodeLoss);
        Assert.Equal("local-lvm", configuration.Balancer.Capacity.StorageMap["local-zfs"]);
        Assert.Equal("local-lvm", configuration.Proxmox.StorageMap["local-zfs"]);
    }

    [Fact]
    public void Every_rule_key_reaches_its_option()
    {
        var rules = Balancing("""
            enforce_affinity: true
            enforce_pinning: true
            balance_types: [ct]
            pools:
              db: {type: anti-affinity, pin: [a, b], strict: false}
              web: {type: affinity}
            ignore: ['100-199', 'tag:keep']
            ha_ownership: refuse
            drain_ignores_pins: true
            drain_stopped: true
            with_local_disks: false
            """).Balancer.Rules;

        Assert.True(rules.EnforceAffinity);
        Assert.True(rules.EnforcePinning);
        Assert.Equal([GuestKind.Container], rules.MovableKinds);
        Assert.False(rules.Pools["db"].Together);
        Assert.Equal(["a", "b"], rules.Pools["db"].Pin);
        Assert.False(rules.Pools["db"].Strict);
        Assert.True(rules.Pools["web"].Together);
        Assert.True(rules.Pools["web"].Strict);
        Assert.Equal(["100-199", "tag:keep"], rules.Ignore);
        Assert.Equal(HaOwnership.Refuse, rules.HaOwnership);
        Assert.True(rules.DrainIgnoresPins);
        Assert.True(rules.DrainStopped);
        Assert.False(rules.WithLocalDisks);
    }

    [Fact]
    public void A_stated_rule_is_read_with_all_its_fields()
    {
        var rules = Balancing("""
            rules:
              - {type: antiAffinity, name: dbs, guests: ['db*', 101], otherGuests: ['pool:x'], spreadBy: room, required: false, weight: 2.5}
              - {type: nodeAffinity, guests: ['kind:ct'], nodes: [a, {name: b, priority: 2}]}
              - {type: nodeAntiAffinity, guests: [100-199], label: {key: gpu, value: none}}
              - {type: ignore, guests: [7], exceptMaintenance: true}
            """).Balancer.Rules.Rules;

        Assert.Equal(RuleType.AntiAffinity, rules[0].Type);
        Assert.Equal("dbs", rules[0].Name);
        Assert.Equal(["db*", "101"], rules[0].Guests);
        Assert.Equal(["pool:x"], rules[0].OtherGuests);
        Assert.Equal("room", rules[0].SpreadBy);
        Assert.False(rules[0].Required);
        Assert.Equal(2.5, rules[0].Weight);
        Assert.Equal([new("a"), new("b", 2)], rules[1].Nodes);
        Assert.Equal(new NodeLabel("gpu", "none"), rules[2].Label);
        Assert.True(rules[3].ExceptMaintenance);
    }

    [Fact]
    public void Every_migration_key_reaches_its_option()
    {
        var configuration = Balancing("""
            enable: true
            parallel: true
            parallel_jobs: 3
            live: false
            with_local_disks: false
            with_conntrack_state: false
            max_job_validation: 600
            limits: {in: 2, out: 4, bandwidth: 200 MiB}
            cooldown: 2h
            windows:
              allowed: ['Mon-Fri 22:00-06:00', 'Sat,Sun 08:00-20:00']
              blocked: ['12:00-13:00']
            """);
        var execution = configuration.Execution;

        Assert.True(configuration.Enabled);
        Assert.Equal(3, execution.MaxParallel);
        Assert.False(configuration.Proxmox.Live);
        Assert.False(configuration.Proxmox.WithLocalDisks);
        Assert.False(configuration.Proxmox.WithConntrackState);
        Assert.Equal(TimeSpan.FromMinutes(10), execution.StepTimeout);
        Assert.Equal(2, execution.MaxIn);
        Assert.Equal(4, execution.MaxOut);
        Assert.Equal(200L << 20, configuration.Proxmox.BandwidthLimit);
        Assert.Equal(TimeSpan.FromHours(2), execution.Damping.Cooldown);
        Assert.Equal(
            [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            execution.Windows.Allowed[0].Days);
        Assert.Equal(new TimeOnly(22, 0), execution.Windows.Allowed[0].From);
        Assert.Equal(new TimeOnly(6, 0), execution.Windows.Allowed[0].To);
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], execution.Windows.Allowed[1].Days);
        Assert.Empty(execution.Windows.Blocked[0].Days);
    }

    [Fact]
    public void Migrations_run_one_after_the_other_unless_parallel_is_set() =>
        Assert.Equal(1, Balancing("parallel_jobs: 8").Execution.MaxParallel);

    [Fact]
    public void The_inflow_of_a_node_is_limited_only_if_the_file_says_so()
    {
        Assert.Equal(2, Balancing("max_node_inflow: 2").Execution.MaxIn);
        Assert.Equal(int.MaxValue, Balancing("enable: true").Execution.MaxIn);
    }

    [Fact]
    public void Every_service_key_reaches_its_option()
    {
        var service = WithApi("""
            service:
              daemon: false
              enable_ha: true
              schedule: {interval: 30, format: minutes}
              delay: {enable: true, time: 2, format: hours}
              log_level: WARNING
              log_format: json
              state_dir: /srv/proxlb
              listen: 127.0.0.1:8080
              origins: ['https://a.example']
            """).Service;

        Assert.False(service.Daemon);
        Assert.True(service.EnableHa);
        Assert.Equal(TimeSpan.FromMinutes(30), service.Interval * service.IntervalUnit);
        Assert.True(service.Delay);
        Assert.Equal(TimeSpan.FromHours(2), service.DelayTime * service.DelayUnit);
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Warning, service.LogLevel);
        Assert.True(service.JsonLog);
        Assert.Equal("/srv/proxlb", service.StateDirectory);
        Assert.Equal("127.0.0.1:8080", service.Listen?.ToString());
        Assert.Equal(["https://a.example"], service.Origins);
    }

    [Fact]
    public void Absent_keys_have_ProxLBs_defaults()
    {
        var configuration = WithApi("");

        Assert.False(configuration.Enabled);
        Assert.False(configuration.Balancer.Rules.EnforceAffinity);
        Assert.False(configuration.Balancer.Rules.EnforcePinning);
        Assert.Null(configuration.Balancer.Capacity.Overprovisioning);
        Assert.Null(configuration.Balancer.Capacity.CpuOvercommit);
        Assert.Equal([GuestKind.Vm, GuestKind.Container], configuration.Balancer.Rules.MovableKinds.Order());
        Assert.Equal(10, configuration.Balancer.Goal.Balanciness);
        Assert.True(configuration.Service.Daemon);
        Assert.Equal(TimeSpan.FromHours(12), configuration.Service.Interval * configuration.Service.IntervalUnit);
        Assert.Equal(TimeSpan.FromSeconds(1), configuration.Proxmox.Timeout);
    }

    [Fact]
    public void Without_a_file_the_librarys_defaults_hold()
    {
        var configuration = HostConfiguration.Defaults();

        Assert.Equal(new BalancerOptions().Rules.EnforceAffinity, configuration.Balancer.Rules.EnforceAffinity);
        Assert.True(configuration.Balancer.Rules.EnforcePinning);
        Assert.Null(configuration.File);
    }

    [Fact]
    public void The_solver_section_is_read_and_answered_with_a_note()
    {
        var configuration = WithApi("solver: {enable: true, mode: shadow}\nbalancing: {enable: true}");

        Assert.Contains("solver", Assert.Single(configuration.Notes), StringComparison.Ordinal);
    }
}
