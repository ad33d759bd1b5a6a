namespace ProxLB.TestKit.Contracts;

/// <summary>What a test has found, each finding once and not more than a reader takes in.</summary>
internal sealed class ViolationList(string subject)
{
    private const int Most = 10;

    private readonly List<string> _violations = [];

    public bool IsEmpty => _violations.Count == 0;

    public bool IsFull => _violations.Count >= Most;

    public void Add(string violation)
    {
        if (!IsFull && !_violations.Contains(violation))
        {
            _violations.Add(violation);
        }
    }

    public void CheckName(Func<string?> name) => Guard("Name", () =>
    {
        if (string.IsNullOrWhiteSpace(name()))
        {
            Add("Name is empty.");
        }
    });

    /// <summary>What the tested code throws is a finding too.</summary>
    public void Guard(string doing, Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // whatever a user's code throws
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Add($"{doing} throws {exception.GetType().Name}: {exception.Message} {Origin(exception)}".TrimEnd());
        }
    }

    public void ThrowIfAny()
    {
        if (!IsEmpty)
        {
            throw new ContractViolationException(subject, [.. _violations]);
        }
    }

    private static string? Origin(Exception exception) => exception.StackTrace?.Split('\n')[0].Trim();
}
