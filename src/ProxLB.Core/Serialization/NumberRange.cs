namespace ProxLB.Core.Serialization;

/// <summary>The numbers that a property may have.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="AboveMinimum">Whether the smallest itself is excluded.</param>
internal readonly record struct NumberRange(double Minimum, double Maximum = double.MaxValue, bool AboveMinimum = false)
{
    public static readonly NumberRange Any = new(double.MinValue);
    public static readonly NumberRange NotNegative = new(0);
    public static readonly NumberRange Positive = new(0, AboveMinimum: true);
    public static readonly NumberRange Percent = new(0, 100);

    /// <summary>What a value must be instead; null if it may be as it is.</summary>
    public string? Refuses(double value)
    {
        if (AboveMinimum && value <= Minimum)
        {
            return $"above {Minimum}";
        }

        return value < Minimum ? $"at least {Minimum}" : value > Maximum ? $"at most {Maximum}" : null;
    }
}
