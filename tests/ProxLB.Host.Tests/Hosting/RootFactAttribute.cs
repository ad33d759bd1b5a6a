namespace ProxLB.Host.Tests.Hosting;

/// <summary>A test for root on Linux: only root can give files away.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Skip = "This user is not root.";
        }
    }
}
