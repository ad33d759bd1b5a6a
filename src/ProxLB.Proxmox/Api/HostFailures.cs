namespace ProxLB.Proxmox.Api;

/// <summary>Collects, for one call, why each host had no answer, and puts it into one line that says what to do.</summary>
internal sealed class HostFailures(Caller caller)
{
    private readonly Dictionary<HostEndpoint, ApiException> _failures = [];

    /// <summary>Whether waiting may help: not if all hosts refuse the credentials or are not to be trusted.</summary>
    /// <param name="wereAccepted">Whether the credentials were good before; a host that is being upgraded refuses them for a moment.</param>
    public bool AreWorthAnotherRound(bool wereAccepted) =>
        _failures.Values.Any(failure => failure.Failure is ApiFailure.NotConnected or ApiFailure.NoAnswer || (wereAccepted && failure.Failure == ApiFailure.NotAuthenticated));

    public void Add(HostEndpoint host, ApiException failure) => _failures[host] = failure;

    public ApiException ToException(ApiCall call)
    {
        var worst = _failures.Values.MaxBy(Rank)!;
        var advice = worst.Failure switch
        {
            ApiFailure.NotAuthenticated when worst.Reason == "second factor needed" => worst.Message,
            ApiFailure.NotAuthenticated => $"The credentials of the {caller} are refused by {Hosts(worst.Failure)}. Check user, token and secret or password, and that the token has not expired.",
            ApiFailure.NotTrusted => worst.Message,
            _ => $"No host of the cluster answers {call.Method} /{call.Path.Split('?')[0]}: {Hosts(null)}. Check the hosts, their port and the network.",
        };
        return new ApiException(worst.Failure, advice, worst.Reason, worst);
    }

    // The failure that tells most stands for all.
    private static int Rank(ApiException failure) => failure.Failure switch
    {
        ApiFailure.NotAuthenticated => 3,
        ApiFailure.NotTrusted => 2,
        ApiFailure.NoAnswer => 1,
        _ => 0,
    };

    private string Hosts(ApiFailure? only) => string.Join(", ",
        _failures.Where(failure => only is null || failure.Value.Failure == only).Select(failure => $"{failure.Key} ({failure.Value.Reason.TrimEnd('.')})"));
}
