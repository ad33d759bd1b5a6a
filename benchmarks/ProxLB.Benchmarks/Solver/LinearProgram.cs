using System.Text;

namespace ProxLB.Benchmarks.Solver;

/// <summary>Writes a problem in the LP format of CPLEX, which CBC reads. <c>xG_N</c> is 1 where guest G is on node N.</summary>
/// <remarks>Utilisation is in percent; <c>hD</c> and <c>lD</c> are its highest and lowest value in dimension D.</remarks>
internal sealed class LinearProgram(SolverProblem problem)
{
    private readonly StringBuilder _text = new();

    /// <summary>The placement of least spread; with two dimensions their mean.</summary>
    /// <param name="below">Only a spread of at most this is of interest: what it takes to refute a known one.</param>
    public string LeastSpread(double below)
    {
        _text.Clear().Append("Minimize\n obj:");
        MeanSpread();
        Constraints();
        _text.Append(" better:");
        MeanSpread();
        _text.Append($" <= {Figure(below)}\n");
        return End();
    }

    /// <summary>The cheapest placement whose spread stays within the given one in every dimension.</summary>
    /// <param name="spread">By dimension, in percentage points.</param>
    public string LeastCost(ReadOnlySpan<double> spread)
    {
        _text.Clear().Append("Minimize\n obj:");
        for (var g = 0; g < problem.Guests; g++)
        {
            for (var n = 0; n < problem.Nodes; n++)
            {
                if (problem.Allowed[g][n] && n != problem.Start[g])
                {
                    _text.Append($"\n + {problem.Cost(g)} x{g}_{n}");
                }
            }
        }

        Constraints();
        for (var d = 0; d < problem.Dimensions; d++)
        {
            _text.Append($" target{d}: h{d} - l{d} <= {Figure(spread[d])}\n");
        }

        return End();
    }

    private void MeanSpread()
    {
        for (var d = 0; d < problem.Dimensions; d++)
        {
            _text.Append($" + {Figure(1.0 / problem.Dimensions)} h{d} - {Figure(1.0 / problem.Dimensions)} l{d}");
        }
    }

    private void Constraints()
    {
        _text.Append("\nSubject To\n");
        for (var g = 0; g < problem.Guests; g++)
        {
            _text.Append($" one{g}:");
            AppendSum(Enumerable.Range(0, problem.Nodes).Where(n => problem.Allowed[g][n]).Select(n => $"x{g}_{n}"));
            _text.Append(" = 1\n");
        }

        // Guests that stay apart and are as many as the nodes have no legal order: in flight one is on two nodes, and another is on one of them.
        foreach (var guest in problem.Apart.Where(group => group.Length == problem.Nodes).SelectMany(group => group))
        {
            _text.Append($" stays{guest}: x{guest}_{problem.Start[guest]} = 1\n");
        }

        for (var n = 0; n < problem.Nodes; n++)
        {
            _text.Append($" limit{n}:");
            AppendSum(On(n).Select(g => $"{problem.UsedMemory[g]} x{g}_{n}"));
            _text.Append($" <= {problem.MemoryLimit(n)}\n");
            for (var d = 0; d < problem.Dimensions; d++)
            {
                Utilisation(d, n);
            }

            for (var i = 0; i < problem.Apart.Length; i++)
            {
                var members = problem.Apart[i].Where(g => problem.Allowed[g][n]).ToArray();
                if (members.Length > 1)
                {
                    _text.Append($" apart{i}_{n}:");
                    AppendSum(members.Select(g => $"x{g}_{n}"));
                    _text.Append(" <= 1\n");
                }
            }
        }
    }

    private void Utilisation(int dimension, int node)
    {
        var terms = On(node)
            .Select(g => $"{Figure(100.0 * problem.Demand(dimension, g) / problem.Capacity(dimension, node))} x{g}_{node}").ToArray();
        _text.Append($" high{dimension}_{node}:");
        AppendSum(terms);
        _text.Append($" - h{dimension} <= 0\n low{dimension}_{node}:");
        AppendSum(terms);
        _text.Append($" - l{dimension} >= 0\n");
    }

    private IEnumerable<int> On(int node) => Enumerable.Range(0, problem.Guests).Where(g => problem.Allowed[g][node]);

    private void AppendSum(IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            // A line of the format has a limit.
            _text.Append("\n + ").Append(term);
        }
    }

    private string End()
    {
        _text.Append("Binary\n");
        for (var g = 0; g < problem.Guests; g++)
        {
            for (var n = 0; n < problem.Nodes; n++)
            {
                if (problem.Allowed[g][n])
                {
                    _text.Append($" x{g}_{n}\n");
                }
            }
        }

        return _text.Append("End\n").ToString();
    }

    private static string Figure(double value) => value.ToString("0.############");
}
