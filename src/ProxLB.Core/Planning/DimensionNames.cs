using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>The balanced dimensions in the order of their names, in which a plan lists its figures.</summary>
internal sealed class DimensionNames
{
    private readonly string[] _names;
    private readonly int[] _order;

    public DimensionNames(PlacementProblem problem)
    {
        _order = [.. Enumerable.Range(0, problem.Dimensions.Length).OrderBy(d => problem.Dimensions[d].Name, StringComparer.Ordinal)];
        _names = Array.ConvertAll(_order, d => problem.Dimensions[d].Name);
    }

    /// <param name="figureOf">The figure of a dimension.</param>
    public FiguresByDimension Figures(Func<int, double> figureOf) => new(_names, Array.ConvertAll(_order, d => figureOf(d)));

    /// <param name="has">Whether there is a figure of a dimension.</param>
    /// <param name="figureOf">The figure of a dimension.</param>
    public FiguresByDimension Figures(Func<int, bool> has, Func<int, double> figureOf)
    {
        if (Array.TrueForAll(_order, d => has(d)))
        {
            return Figures(figureOf);
        }

        var some = Array.FindAll(_order, d => has(d));
        return new FiguresByDimension(
            Array.ConvertAll(some, d => _names[Array.IndexOf(_order, d)]), Array.ConvertAll(some, d => figureOf(d)));
    }
}
