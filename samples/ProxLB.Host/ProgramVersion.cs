using System.Reflection;

namespace ProxLB.Host;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    /// <summary>Without what the build adds behind a plus sign.</summary>
    public static string Text { get; } =
        (typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
