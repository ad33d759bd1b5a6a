using System.Globalization;
using Microsoft.Extensions.Options;
using ProxLB.Proxmox.Api;

namespace ProxLB.Proxmox;

/// <summary>Finds all defects of the options before anything is called.</summary>
internal sealed class ProxmoxOptionsValidator : IValidateOptions<ProxmoxOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxmoxOptions options)
    {
        var defects = Defects(options).ToList();
        return defects.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(defects);
    }

    /// <exception cref="ArgumentException">The options have defects; all are named.</exception>
    public static void ThrowIfInvalid(ProxmoxOptions options)
    {
        var defects = Defects(options).ToList();
        if (defects.Count > 0)
        {
            throw new ArgumentException("The options of the Proxmox cluster are wrong: " + string.Join(" ", defects), nameof(options));
        }
    }

    private static IEnumerable<string> Defects(ProxmoxOptions options) =>
        Hosts(options).Concat(Credentials(options)).Concat(Certificates(options)).Concat(Numbers(options)).Concat(Measure(options.Measure));

    private static IEnumerable<string> Hosts(ProxmoxOptions options)
    {
        if (options.Hosts.Count == 0)
        {
            yield return "Hosts: name at least one host of the cluster.";
        }

        foreach (var host in options.Hosts.Where(host => !HostEndpoint.TryParse(host, out _)))
        {
            yield return $"Hosts: '{host}' is no host; write a name, an IPv4 address or an [IPv6] address, each with :port if it is not {HostEndpoint.DefaultPort}.";
        }
    }

    private static IEnumerable<string> Credentials(ProxmoxOptions options)
    {
        var hasToken = !string.IsNullOrEmpty(options.TokenId);
        var tokenHasUser = hasToken && options.TokenId!.Contains('!', StringComparison.Ordinal);
        if (!tokenHasUser && !options.User.Contains('@', StringComparison.Ordinal))
        {
            yield return $"User: '{options.User}' has no realm; write it as balancer@pve.";
        }

        if (hasToken && string.IsNullOrEmpty(options.TokenSecret))
        {
            yield return "TokenSecret: the API token needs its secret.";
        }

        if (!hasToken && string.IsNullOrEmpty(options.Password))
        {
            yield return "Password: give a password, or TokenId and TokenSecret.";
        }

        if (HasControl(options.TokenId) || HasControl(options.TokenSecret) || HasControl(options.User))
        {
            yield return "User, TokenId, TokenSecret: no line breaks or control characters, please; a secret read from a file may end with one.";
        }
    }

    private static IEnumerable<string> Certificates(ProxmoxOptions options)
    {
        foreach (var defect in Fingerprints.Defects(options.Fingerprint))
        {
            yield return $"Fingerprint: '{defect}' is no SHA-256 fingerprint (64 hexadecimal digits); 'pvenode cert info' on a host shows it.";
        }

        if (options.CaFile is { Length: > 0 } file && !File.Exists(file))
        {
            yield return $"CaFile: '{file}' does not exist.";
        }
    }

    private static IEnumerable<string> Numbers(ProxmoxOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero || options.CallTimeout <= TimeSpan.Zero)
        {
            yield return "Timeout, CallTimeout: must be longer than nothing.";
        }

        if (options.Retries < 0 || options.WaitTime < TimeSpan.Zero || options.ConfigMaxAge < TimeSpan.Zero)
        {
            yield return "Retries, WaitTime, ConfigMaxAge: must not be negative.";
        }

        if (options.MaxParallelCalls is < 1 or > 256)
        {
            yield return $"MaxParallelCalls: {options.MaxParallelCalls} is not between 1 and 256.";
        }

        if (options.BandwidthLimit is < 1024)
        {
            yield return $"BandwidthLimit: {options.BandwidthLimit} is below 1024 bytes per second.";
        }

        if (options.ArcFloor is < 0)
        {
            yield return $"ArcFloor: {options.ArcFloor} is negative.";
        }
    }

    private static IEnumerable<string> Measure(MeasureWindowOptions measure)
    {
        if (Capture.Statistic.Parse(measure.Statistic) is null)
        {
            yield return $"Measure.Statistic: '{measure.Statistic}' is neither average, maximum nor a percentile from p1 to p99.";
        }

        if (measure.Window < TimeSpan.Zero || measure.Window > TimeSpan.FromDays(7))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Measure.Window: {measure.Window} is not between nothing and 7 days.");
        }
    }

    private static bool HasControl(string? text) => text?.Any(char.IsControl) == true;
}
