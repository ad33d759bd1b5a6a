using ProxLB.Core.Serialization;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests;

public class SimulatorArgumentsTests
{
    [Fact]
    public void All_arguments_are_read()
    {
        var options = SimulatorArguments.Read(["--nodes", "3", "--guests", "9", "--seed", "4", "--version", "8.4", "--port", "0", "--speed", "10", "--entries", "2", "--latency", "20"]);
        Assert.Equal((3, 9, 4), (options.Generator.Nodes, options.Generator.Guests, options.Generator.Seed));
        Assert.Equal(new ClusterVersion(8, 4), options.Version);
        Assert.Equal(options.Version, options.Generator.Version);
        Assert.Equal((0, 10.0, 2), (options.Port, options.Speed, options.EntryNodes));
        Assert.Equal(TimeSpan.FromMilliseconds(20), options.Latency);
    }

    [Theory]
    [InlineData("--nodes", "0")]
    [InlineData("--nodes", "many")]
    [InlineData("--version", "5.1")]
    [InlineData("--colour", "red")]
    [InlineData("--port")]
    public void A_wrong_argument_is_named(params string[] arguments)
    {
        var error = Assert.Throws<FormatException>(() => SimulatorArguments.Read(arguments));
        Assert.Contains(arguments, argument => error.Message.Contains(argument, StringComparison.Ordinal));
    }

    [Fact]
    public void A_snapshot_file_is_read_and_checked()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{}");
            Assert.Throws<InvalidDocumentException>(() => SimulatorArguments.Read(["--snapshot", file]));
            using (var stream = File.Create(file))
            {
                SnapshotWriter.Write(stream, new SmallCluster().Vm(100, "pve1").Snapshot());
            }

            Assert.Equal(100, Assert.Single(SimulatorArguments.Read(["--snapshot", file]).Snapshot!.Guests).Id);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
