namespace ProxLB.Core.Execution;

/// <summary>Checks options and lists all that is wrong with them.</summary>
internal static class ExecutionOptionsValidator
{
    public static void Validate(ExecutionOptions options)
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
        Positive(options.PollInterval, nameof(options.PollInterval));
        Positive(options.CallTimeout, nameof(options.CallTimeout));
        Positive(options.StepTimeout, nameof(options.StepTimeout));
        Positive(options.FollowTimeout, nameof(options.FollowTimeout));
        Positive(options.HaRoundInterval, nameof(options.HaRoundInterval));
        Positive(options.LockedRetryInterval, nameof(options.LockedRetryInterval));
        Positive(options.LockedRetryMaximum, nameof(options.LockedRetryMaximum));
        if (options.Circuit.FailureRate is not (> 0 and <= 1))
        {
            defects.Add($"Circuit.FailureRate is {options.Circuit.FailureRate}; it must be above 0 and at most 1.");
        }

        if (defects.Count > 0)
        {
            throw new ArgumentException($"The options of the executor cannot be used. {string.Join(' ', defects)}", nameof(options));
        }

        void AtLeast(int value, int least, string name)
        {
            if (value < least)
            {
                defects.Add($"{name} is {value}; it must be at least {least}.");
            }
        }

        void Positive(TimeSpan value, string name)
        {
            if (value <= TimeSpan.Zero)
            {
                defects.Add($"{name} is {value}; it must be above zero.");
            }
        }
    }
}
