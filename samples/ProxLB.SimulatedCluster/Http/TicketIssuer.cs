using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Issues and verifies tickets and the tokens against cross-site requests.</summary>
internal sealed class TicketIssuer(ClusterWorld world, TimeSpan lifetime)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes all tickets invalid, as a new authentication key does.</summary>
    public void Rotate() => _key = RandomNumberGenerator.GetBytes(32);

    public string Issue(string content)
    {
        var plain = $"PVE:{content}:{Time()}";
        return $"{plain}::{Sign(plain)}";
    }

    public string IssueCsrf(string user)
    {
        var time = Time();
        return $"{time}:{Sign($"{time}:{user}")}";
    }

    /// <summary>What a ticket was issued for; null if it is not valid.</summary>
    public string? Verify(string ticket)
    {
        var end = ticket.LastIndexOf("::", StringComparison.Ordinal);
        if (end < 0 || Sign(ticket[..end]) != ticket[(end + 2)..])
        {
            return null;
        }

        var plain = ticket[..end];
        var colon = plain.LastIndexOf(':');
        return InTime(plain[(colon + 1)..]) ? plain["PVE:".Length..colon] : null;
    }

    public bool VerifyCsrf(string user, string token)
    {
        var parts = token.Split(':', 2);
        return parts.Length == 2 && InTime(parts[0]) && Sign($"{parts[0]}:{user}") == parts[1];
    }

    private string Time() => world.Now.ToUnixTimeSeconds().ToString("X8", CultureInfo.InvariantCulture);

    private bool InTime(string hex)
    {
        if (!long.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var age = world.Now - DateTimeOffset.FromUnixTimeSeconds(seconds);
        return age < lifetime && age > -ClockSkew;
    }

    private string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
