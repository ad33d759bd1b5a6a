using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Journaling;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class RegistrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_executor_comes_over_the_applications_provider_with_its_options()
    {
        using var services = Services(builder => builder.ConfigureExecution(options => options.DryRun = true)).BuildServiceProvider();
        var executor = services.GetRequiredService<PlanExecutor>();

        var report = await executor.ExecuteAsync(Of(Step(1, 1, "a", "b")));

        Assert.Equal(MigrationStates.WouldMove, report.Steps.Single().State);
        Assert.Same(executor, services.GetRequiredService<PlanExecutor>());
        Assert.Same(services.GetRequiredService<IExecutionJournal>().Knowledge, executor.Knowledge);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        using var services = Services(builder => builder.ConfigureExecution(options =>
        {
            options.MaxParallel = 0;
            options.LockedTimeout = TimeSpan.FromMinutes(-1);
            options.Windows.TimeZone = "Mars/Olympus";
        })).BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<PlanExecutor>);

        Assert.Equal(
            [
                "MaxParallel is 0; it must be at least 1.",
                "LockedTimeout is -00:01:00; it must not be negative.",
                "The time zone 'Mars/Olympus' of the execution windows is not known on this host; use an IANA name such as Europe/Berlin.",
            ],
            refusal.Failures);
    }

    [Fact]
    public void A_state_directory_is_held_as_long_as_the_application_runs()
    {
        using (var services = Services(builder => builder.UseStateDirectory(_folder.Folder)).BuildServiceProvider())
        {
            Assert.Same(services.GetRequiredService<StateDirectory>().Journal.Knowledge, services.GetRequiredService<PlanExecutor>().Knowledge);
            Assert.Throws<StateDirectoryInUseException>(() => StateDirectory.Open(_folder.Folder));
        }

        StateDirectory.Open(_folder.Folder).Dispose();
    }

    private static IServiceCollection Services(Action<ProxLBBuilder> configure)
    {
        var builder = new ServiceCollection().AddProxLB();
        configure(builder);
        return builder.Services.AddSingleton<IClusterProvider>(new InMemoryClusterProvider(
            new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a").Build(), TimeProvider.System));
    }
}
