namespace ProxLB.Core.Strategies;

/// <summary>A strategy's figure that nothing can be planned with: negative, not finite or absurdly large.</summary>
public sealed class InvalidMeasureException : Exception
{
    /// <summary>The largest load: 2^52, so that it is exact as a double.</summary>
    public const double Largest = 1L << 52;

    /// <summary>Names the figure.</summary>
    /// <param name="dimension">The strategy or dimension that measured it.</param>
    /// <param name="what">Which figure, such as <c>the demand of guest 101</c>.</param>
    /// <param name="value">Its value.</param>
    public InvalidMeasureException(string dimension, string what, double value)
        : base($"{dimension}: {what} is {value}; a load is a finite number from 0 to {Largest:0}. Correct the fact or the strategy that measures it.")
    {
    }
}
