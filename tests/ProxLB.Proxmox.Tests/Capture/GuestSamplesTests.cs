using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Tests.Capture;

public sealed class GuestSamplesTests
{
    [Fact]
    public void Samples_stand_in_the_order_of_their_times_however_they_come()
    {
        var samples = new GuestSamples();
        foreach (var time in (long[])[30, 10, 50, 20, 30, 40])
        {
            samples.Add(new CpuSample(time, time));
        }

        Assert.Equal([10, 20, 30, 40, 50], samples.All.Select(sample => sample.Time));
        Assert.Equal(50, samples.Newest);
    }

    [Fact]
    public void What_is_older_than_the_window_is_forgotten()
    {
        var samples = new GuestSamples();
        samples.Add(new CpuSample(10, 1));
        samples.Add(new CpuSample(20, 2));

        samples.Forget(10);
        Assert.Equal([20], samples.All.Select(sample => sample.Time));
        samples.Forget(20);
        Assert.True(samples.IsEmpty);
        Assert.Null(samples.Newest);
    }
}
