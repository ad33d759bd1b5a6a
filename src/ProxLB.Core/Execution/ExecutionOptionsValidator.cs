using Microsoft.Extensions.Options;
using ProxLB.Core.Execution.Windows;

namespace ProxLB.Core.Execution;

/// <summary>Checks options and lists all that is wrong with them.</summary>
internal sealed class ExecutionOptionsValidator : IValidateOptions<ExecutionOptions>
{
    /// <summary>A wait of days inside a run would only hide that the run stands still.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static void Validate(ExecutionOptions options)
    {
        if (Defects(options) is { Count: > 0 } defects)
        {
            throw new ArgumentException($"The options of the executor cannot be used. {string.Join(' ', defects)}", nameof(options));
        }
    }

    public ValidateOptionsResult Validate(string? name, ExecutionOptions options) =>
        Defects(options) is { Count: > 0 } defects ? ValidateOptionsResult.Fail(defects) : ValidateOptionsResult.Success;

    private static List<string> Defects(ExecutionOptions options)
    {
        var defects = new List<string>();
        AtLeast(options.MaxParallel, 1, nameof(options.MaxParallel));
        AtLeast(options.MaxIn, 1, nameof(options.MaxIn));
        AtLeast(options.MaxOut, 1, nameof(options.MaxOut));
        AtLeast(options.HaVerificationRounds, 0, nameof(options.HaVerificationRounds));
        AtLeast(options.UnitRetries, 0, nameof(options.UnitRetries));
        AtLeast(options.MaxReplans, 0, nameof(options.MaxReplans));
        AtLeast(options.Circuit.Window, 1, "Circuit.Window");
        AtLeast(options.Circuit.MinimumFailures, 1, "Circuit.MinimumFailures");
        Wait(options.PollInterval, nameof(options.PollInterval));
        Wait(options.CallTimeout, nameof(options.CallTimeout));
        Positive(options.StepTimeout, nameof(options.StepTimeout));
        Positive(options.FollowTimeout, nameof(options.FollowTimeout));
        Wait(options.HaRoundInterval, nameof(options.HaRoundInterval));
        Wait(options.LockedRetryInterval, nameof(options.LockedRetryInterval));
        Wait(options.LockedRetryMaximum, nameof(options.LockedRetryMaximum));
        Wait(options.RefreshInterval, nameof(options.RefreshInterval));
        NotNegative(options.LockedTimeout, nameof(options.LockedTimeout));
        NotNegative(options.UnreachableTimeout, nameof(options.UnreachableTimeout));
        NotNegative(options.ClockTolerance, nameof(options.ClockTolerance));
        NotNegative(options.Circuit.OpenFor, "Circuit.OpenFor");
        NotNegative(options.Damping.Cooldown, "Damping.Cooldown");
        NotNegative(options.Damping.MaximumCooldown, "Damping.MaximumCooldown");
        NotNegative(options.Damping.FailureBackOff, "Damping.FailureBackOff");
        NotNegative(options.Damping.MaximumFailureBackOff, "Damping.MaximumFailureBackOff");
        NotNegative(options.Damping.Memory, "Damping.Memory");
        NotNegative(options.Damping.Settle, "Damping.Settle");
        if (options.Circuit.FailureRate is not (> 0 and <= 1))
        {
            defects.Add($"Circuit.FailureRate is {options.Circuit.FailureRate}; it must be above 0 and at most 1.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.Windows.TimeZone, out _))
        {
            defects.Add(ExecutionWindows.UnknownZone(options.Windows.TimeZone));
        }

        return defects;

        void AtLeast(int value, int least, string name) => Require(value >= least, $"{name} is {value}; it must be at least {least}.");

        void Positive(TimeSpan value, string name) => Require(value > TimeSpan.Zero, $"{name} is {value}; it must be above zero.");

        void Wait(TimeSpan value, string name) =>
            Require(value > TimeSpan.Zero && value <= LongestWait, $"{name} is {value}; it must be above zero and at most {LongestWait.TotalDays:0} day.");

        void NotNegative(TimeSpan value, string name) => Require(value >= TimeSpan.Zero, $"{name} is {value}; it must not be negative.");

        void Require(bool holds, string defect)
        {
            if (!holds)
            {
                defects.Add(defect);
            }
        }
    }
}
